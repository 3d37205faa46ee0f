import { beforeAll, describe, expect, it } from "vitest";
import { noticeAnsweredV1 } from "../../../events/notice-answered.v1.ts";
import { aClass, MONDAY } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import { keepAnswer } from "./keep-answer.ts";

const sixthA = aClass("6A", 3);
const [nina] = sixthA.pupils;
if (nina === undefined) throw new Error("the class has pupils");

let deps: ReturnType<typeof import("../deps.ts")["makeDeps"]>;
beforeAll(async () => {
  await freshTable(attendance);
  deps = (await import("../deps.ts")).makeDeps();
  await keepRoster(sixthA, deps);
});
const answer = (changes: object) =>
  keepAnswer(noticeAnsweredV1.schema.parse({ ...noticeAnsweredV1.example, pupilId: nina.pupilId, ...changes }), deps);
const key = { schoolId: sixthA.schoolId, schoolYear: 2026, pupilId: nina.pupilId };
const stated = async () => (await deps.statements.ofPupil(key)).map(({ text, from, to }) => [text, from.time, to.time]);

describe("a family's answer to a notice", () => {
  it("is a statement on the lessons it is about, once, however often it arrives", async () => {
    await answer({});
    await answer({});
    expect(await stated()).toEqual([["Maladie : Nina a de la fièvre.", "08:00", "08:55"]]);
    const { statements } = await deps.days.sourcesOf(key, MONDAY);
    expect(statements).toMatchObject([{ from: "08:00", to: "08:55", text: "Maladie : Nina a de la fièvre." }]);
  });

  it("is another one when the family answers again", async () => {
    await answer({ at: "2026-11-23T09:00:00.000Z", reason: "medical-visit", text: "" });
    expect((await stated()).map(([text]) => text)).toContain("Rendez-vous médical");
  });

  it.each(["unaware", "contested"])("explains nothing when it says that they were %s", async (reason) => {
    const before = await stated();
    await answer({ at: "2026-11-23T10:00:00.000Z", reason });
    expect(await stated()).toEqual(before);
  });
});
