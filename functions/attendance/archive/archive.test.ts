import { personIdOf } from "@preau/contract/derive-id";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { aClass, COLLEGE, MONDAY } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { callerOf } from "../../../test/support/handlers.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";

const sixthA = aClass("6A", 3);
const fifthB = aClass("5B", 2);
const [nina] = sixthA.pupils;
const [hugo] = fifthB.pupils;
if (!nina || !hugo) throw new Error("the classes have pupils");
const head = aPerson("head", COLLEGE, personIdOf("TEST", "head"));
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));

let ask: ReturnType<typeof caller>;
beforeAll(async () => {
  await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T16:30:00Z`) - Date.now());
  ask = caller((await import("../archive.lambda.ts")).handler, attendanceContract);
  const { makeDeps } = await import("../deps.ts");
  for (const one of [sixthA, fifthB]) await keepRoster(one, makeDeps());
  const api = callerOf(attendance);
  for (const { pupilId } of [nina, hugo]) {
    const params = { schoolId: COLLEGE, pupilId };
    await api("recordPresence", cpe, {
      params,
      body: { day: MONDAY, kind: "absent", from: "08:00", to: "09:00", place: "office" },
    });
    await api("treatAbsences", cpe, {
      params: { schoolId: COLLEGE },
      body: {
        pupilIds: [pupilId],
        from: { day: MONDAY, time: "08:00" },
        to: { day: MONDAY, time: "12:00" },
        reasonId: "illness",
      },
    });
  }
});

const archive = async (query: Record<string, string> = {}) => {
  const { status, text } = await ask("exportAttendance", head, { params: { schoolId: COLLEGE }, query });
  expect(status).toBe(200);
  const files = unzipSync(new Uint8Array(Buffer.from(text, "base64")));
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes).trim().split("\r\n")]),
  );
};

describe("the archive of a year", () => {
  it("holds what was seen, judged, stated, noted and counted, a table each, with whom it is about", async () => {
    const files = await archive();
    expect(Object.keys(files).sort()).toEqual(
      ["cours.csv", "decomptes.csv", "declarations.csv", "faits.csv", "suivi.csv", "traitements.csv"].sort(),
    );
    expect(files["faits.csv"]).toHaveLength(3);
    expect(files["traitements.csv"]?.find((line) => line.includes(nina.pupilId))).toContain(
      `${nina.familyName};${nina.givenName};6A;${MONDAY};08:00;12:00;Maladie de l’élève;oui;oui;${cpe.accountId}`,
    );
  });

  it("may be of one class, or of another year", async () => {
    expect((await archive({ classId: fifthB.audience.id }))["faits.csv"]).toHaveLength(2);
    expect((await archive({ schoolYear: "2025" }))["faits.csv"]).toHaveLength(1);
  });

  it("is the head's alone", async () => {
    expect((await ask("exportAttendance", cpe, { params: { schoolId: COLLEGE } })).status).toBe(403);
  });
});
