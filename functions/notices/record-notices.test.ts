import { describe, expect, it } from "vitest";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import type { KeptNotice } from "./notice.ts";
import { messageOf } from "./notice.ts";
import { recordNotices } from "./record-notices.ts";

const example = registerSubmittedV1.schema.parse(registerSubmittedV1.example);
const [nina] = example.marks;
if (nina === undefined) throw new Error("the example has a mark");
const zoe = {
  ...nina,
  pupilId: "per_00000000000zo" as typeof nina.pupilId,
  givenName: "Zoé",
  status: "late" as const,
  minutesLate: 10,
};

const played = async (marks: (typeof example)["marks"]) => {
  const written: [string, KeptNotice][] = [];
  const guardians = { [nina.pupilId]: ["per_mother", "per_father"], [zoe.pupilId]: ["per_uncle"] };
  await recordNotices(
    { ...example, marks },
    {
      store: {
        guardiansOf: async () => guardians,
        record: async (notice) => written.push(["record", notice]) > 0,
        withdraw: async (notice) => written.push(["withdraw", notice]) > 0,
      },
    },
  );
  return written;
};

describe("when a register is submitted", () => {
  it("every legal representative of a marked pupil gets a notice of their own", async () => {
    const written = await played([nina, zoe]);
    expect(written.map(([verb, notice]) => [verb, notice.guardianId, notice.pupilName, notice.kind])).toEqual([
      ["record", "per_mother", "Nina", "absence"],
      ["record", "per_father", "Nina", "absence"],
      ["record", "per_uncle", "Zoé", "lateness"],
    ]);
    expect(new Set(written.map(([, notice]) => notice.noticeId)).size).toBe(3);
  });

  it("a pupil who was there after all is withdrawn for everyone who was to be told", async () => {
    const written = await played([{ ...nina, status: "present" }]);
    expect(written.map(([verb, notice]) => [verb, notice.guardianId])).toEqual([
      ["withdraw", "per_mother"],
      ["withdraw", "per_father"],
    ]);
  });

  it("a pupil about whom the school contradicts itself is withdrawn, whoever was told before", async () => {
    const written = await played([{ ...nina, status: "conflict" }]);
    expect(written.map(([verb, notice]) => [verb, notice.guardianId, notice.state])).toEqual([
      ["withdraw", "per_mother", "withdrawn"],
      ["withdraw", "per_father", "withdrawn"],
    ]);
  });

  it("the first day of a month is said as people say it", async () => {
    const [[, notice] = []] = await played([nina]);
    const onTheFirst = notice && messageOf({ ...notice, lesson: { ...notice.lesson, day: "2026-12-01" } });
    expect(onTheFirst).toContain("mardi 1er décembre");
  });

  it("nobody is told when everybody is present", async () => expect(await played([])).toEqual([]));

  it("the family reads which child, which lesson, and that the school is still checking", async () => {
    const texts = (await played([nina, zoe])).map(([, notice]) => messageOf(notice));
    expect(texts[0]).toBe(
      "Absence signalée pour Nina lundi 23 novembre de 08:00 à 08:55 (Mathématiques), en cours de vérification par l’établissement.",
    );
    const [[, withdrawn] = []] = await played([{ ...nina, status: "present" }]);
    expect(withdrawn && messageOf(withdrawn)).toBe(
      "Rectification pour Nina : le signalement du lundi 23 novembre de 08:00 à 08:55 (Mathématiques) est annulé.",
    );
    expect(texts[2]).toContain("Retard de 10 min signalé pour Zoé");
  });
});
