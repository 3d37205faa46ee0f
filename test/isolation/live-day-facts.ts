import { openReplies, openTable } from "@preau/store";
import { openExemptionStore } from "../../functions/attendance/exemptions/exemption-store.ts";
import { openListStore } from "../../functions/attendance/lists/list-store.ts";
import { COLLEGE, NINA } from "./callers.ts";
import { SIXTH_A, YEAR } from "./directory-facts.ts";

const at = "2026-11-16T08:04:00.000Z";
const school = { schoolId: COLLEGE, schoolYear: YEAR };
const classId = SIXTH_A.audienceId as string;

/** Nina need not do sport, and goes on an outing with her class. The ids are those of the contract's examples. */
export const keepLiveDay = async (tableName: string, withNina: boolean): Promise<void> => {
  if (!withNina) return;
  const table = openTable(tableName);
  const remembered = (name: string) =>
    openReplies(table).remember(
      { accountId: "acc_0000000000000", key: name, fingerprint: name },
      { status: 200, body: {} },
      new Date(at),
    );
  await openExemptionStore(table).keep(
    school,
    {
      exemptionId: "exe_7k2mq4x9d0abc",
      pupilId: NINA,
      classId,
      familyName: "QUARTZELLE",
      givenName: "Ninoé",
      className: SIXTH_A.code,
      subjectCodes: ["EPS"],
      from: "2026-11-16",
      to: "2026-12-18",
      recurrence: null,
      mustAttend: true,
      reason: null,
      withdrawn: false,
      version: 1,
      grantedAt: at,
      grantedBy: "acc_0000000000000",
      endedAt: null,
    },
    remembered("exemption"),
  );
  await openListStore(table).keep(
    { ...school, listId: "lis_7k2mq4x9d0abc" },
    {
      listId: "lis_7k2mq4x9d0abc",
      kind: "outing",
      label: "musée des Confluences",
      from: "2026-12-10",
      to: "2026-12-10",
      start: "08:00",
      end: "18:00",
      days: ["2026-12-10"],
      classes: [[classId, SIXTH_A.code]],
      changes: [{ version: 1, at, by: "acc_0000000000000", byRole: "cpe" }],
      version: 1,
      applied: 1,
      cancelled: false,
    },
    [{ pupilId: NINA, classId, turns: [{ version: 1, on: true, fromDay: 0 }] }],
    remembered("list"),
  );
};
