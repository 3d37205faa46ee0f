import { personIdOf } from "@preau/contract/derive-id";
import { toPdf } from "@preau/paper";
import { beforeAll, describe, expect, it } from "vitest";
import { aClass, COLLEGE, MONDAY } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import { usualSettings } from "../pupil-day/settings.ts";
import type { TalliedLesson } from "../tallies/packed-day.ts";
import type { Tally } from "../tallies/tally-store.ts";
import { caseLetter, type LetterFacts } from "./case-letter.ts";
import { classRegister } from "./class-register.ts";
import { registerPages } from "./register-pages.ts";

const lesson = (start: string, more: Partial<TalliedLesson> = {}): TalliedLesson => ({
  start,
  end: `${start.slice(0, 2)}:55`,
  state: "absent",
  justified: false,
  counts: true,
  ...more,
});
const named = (pupilId: string, familyName: string) => ({ pupilId, familyName, givenName: "Nina" });
const tally = (pupilId: string, day: string, ...lessons: readonly TalliedLesson[]): Tally => ({
  ...named(pupilId, pupilId.toUpperCase()),
  day,
  lessons,
});

describe("the register of a class", () => {
  const book = [
    tally("zoe", "2026-11-23", lesson("08:00"), lesson("14:00", { justified: true })),
    tally("zoe", "2026-11-24", lesson("08:00", { state: "late", minutes: 5 })),
    tally("zoe", "2026-11-11", lesson("08:00")),
    tally("gone", "2026-11-02", lesson("08:00")),
  ];
  const { days, rows } = classRegister("2026-11", [named("zoe", "ZOE"), named("amel", "AMEL")], book, usualSettings);
  const cells = (pupilId: string, day: string) =>
    rows.find((row) => row.pupilId === pupilId)?.cells[days.findIndex((one) => one.day === day)];

  it("lists the whole class by name, and whoever left it after being absent", () => {
    expect(rows.map(({ familyName }) => familyName)).toEqual(["AMEL", "GONE", "ZOE"]);
  });

  it("shows each half-day as it is counted", () => {
    expect(cells("zoe", "2026-11-23")).toEqual(["A", "J"]);
    expect(cells("zoe", "2026-11-24")).toEqual(["R", ""]);
    expect(cells("amel", "2026-11-23")).toEqual(["", ""]);
  });

  it("leaves holidays out, says why, and counts what it shows", () => {
    expect(days.find(({ day }) => day === "2026-11-11")?.closed).toBe("Armistice de 1918");
    expect(cells("zoe", "2026-11-11")).toEqual(["", ""]);
    const zoe = rows.find(({ pupilId }) => pupilId === "zoe");
    expect(zoe?.figures).toMatchObject({ halfDays: { justified: 1, unjustified: 1 }, lateness: 1 });
    const letters = zoe?.cells.flat() ?? [];
    expect(letters.filter((cell) => cell === "A")).toHaveLength(zoe?.figures.halfDays.unjustified ?? -1);
    expect(letters.filter((cell) => cell === "J")).toHaveLength(zoe?.figures.halfDays.justified ?? -1);
  });

  it("of thirty-five pupils is printed on two sheets at most", async () => {
    const pupils = Array.from({ length: 35 }, (_, index) => named(`p${index}`, `LE GOFF-KERVADEC ${index}`));
    const register = classRegister("2026-11", pupils, book, usualSettings);
    const head = { schoolId: COLLEGE, className: "6A", month: "2026-11", ruleVersion: 1 };
    const pdf = Buffer.from(await toPdf(registerPages(head, register))).toString("latin1");
    expect(pdf.startsWith("%PDF-")).toBe(true);
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(2);
  });
});

describe("a letter about absences", () => {
  const halves = (justified: number, unjustified: number) => ({
    ruleVersion: 1,
    justified,
    unjustified,
    lateness: 0,
    halfDays: { justified, unjustified },
  });
  const facts: LetterFacts = {
    kind: "reminder",
    schoolName: "Collège de démonstration",
    recipients: [
      { name: "Mme MARLOW", address: ["3 rue des Écoles"] },
      { name: "M. MARLOW", address: [] },
    ],
    signatory: "La principale",
    pupilName: "Nina MARLOW",
    className: "6A",
    today: MONDAY,
    months: { "2026-10": halves(1, 2), "2026-11": halves(0, 4) },
    steps: [{ stage: "dialogue", on: "2026-11-20", at: "", by: "acc_cpe", inMonth: 4, inYear: 6 }],
  };
  const text = (kind: LetterFacts["kind"]) => JSON.stringify(caseLetter({ ...facts, kind }).content);

  it("says what was counted, and since when the school speaks with the family", () => {
    expect(text("reminder")).toContain("7 demi-journées d’absence de Nina MARLOW");
    expect(text("reminder")).toContain("dont 6 sans motif légitime");
    expect(text("reminder")).toContain("Malgré nos échanges du 20 novembre 2026");
    expect(text("invitation")).not.toContain("Malgré");
  });

  it("names the law it stands on, and to the academy the months and the steps", () => {
    expect(text("invitation")).toContain("R. 131-6");
    expect(text("reminder")).toContain("R. 624-7");
    expect(text("report")).toContain("novembre 2026");
    expect(text("report")).toContain("20 novembre 2026 : dialogue avec la famille");
    expect(text("invitation")).not.toContain("dialogue avec la famille");
  });

  it("is a sheet for each of those it is addressed to", () => {
    expect(text("reminder").match(/pageBreak/g)).toHaveLength(1);
  });
});

describe("over the API", () => {
  const sixthA = aClass("6A", 4);
  const [nina] = sixthA.pupils;
  if (!nina) throw new Error("the class has pupils");
  const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
  let ask: ReturnType<typeof caller>;
  beforeAll(async () => {
    await freshTable(attendance);
    process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T16:30:00Z`) - Date.now());
    ask = caller((await import("../papers.lambda.ts")).handler, attendanceContract);
    await keepRoster(sixthA, (await import("../deps.ts")).makeDeps());
  });
  const params = { schoolId: COLLEGE, pupilId: nina.pupilId };
  const body = {
    kind: "invitation",
    schoolName: "Collège de démonstration",
    signatory: "La principale",
    recipients: [{ name: "Mme MARLOW", address: [] }],
  };

  it("the register, the letters and the record of a pupil are PDF", async () => {
    const query = { classId: sixthA.audience.id, month: "2026-11" };
    const answers = await Promise.all([
      ask("printRegister", cpe, { params: { schoolId: COLLEGE }, query }),
      ask("printCaseLetter", cpe, { params, body }),
      ask("printAttendanceRecord", cpe, { params }),
    ]);
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(Buffer.from(text, "base64").toString("latin1", 0, 5)).toBe("%PDF-");
    }
  });

  it("a class or a pupil that the school does not know has none", async () => {
    const stranger = { schoolId: COLLEGE, pupilId: personIdOf("TEST", "stranger") };
    const query = { classId: "aud_7k2mq4x9d0zzz", month: "2026-11" };
    expect((await ask("printRegister", cpe, { params: { schoolId: COLLEGE }, query })).status).toBe(404);
    expect((await ask("printCaseLetter", cpe, { params: stranger, body })).status).toBe(404);
    expect((await ask("printAttendanceRecord", cpe, { params: stranger })).status).toBe(404);
  });
});
