import { openReplies, openTable } from "@preau/store";
import { openIncidentStore } from "../../functions/discipline/incidents/incident-store.ts";
import type { Incident } from "../../functions/discipline/incidents-contract.ts";
import { openFileStore } from "../../functions/discipline/measures/file-store.ts";
import type { MeasureHead } from "../../functions/discipline/measures/measure.ts";
import { COLLEGE, NINA, personOf } from "./callers.ts";
import { SIXTH_A, YEAR } from "./directory-facts.ts";

/** The day on which Nina is in detention. */
export const DETENTION_DAY = "2026-11-25";

const by = { personId: personOf("teacher", "own") as MeasureHead["pupilId"], role: "teacher" as const };
const taken = { by, at: "2026-11-23T07:20:00.000Z", day: "2026-11-23" };
const year = { schoolId: COLLEGE as MeasureHead["schoolId"], schoolYear: YEAR };
const nina = {
  pupilId: NINA as MeasureHead["pupilId"],
  classId: SIXTH_A.audienceId as MeasureHead["classId"],
  className: SIXTH_A.code,
  audienceIds: [SIXTH_A.audienceId],
};

/** Her teacher gave Nina a detention with a document, after an incident that the same teacher reported; the ids are those of the contract's examples. */
export const keepDiscipline = async (tableName: string, withNina: boolean): Promise<void> => {
  if (!withNina) return;
  const table = openTable(tableName);
  const replies = openReplies(table);
  const remembered = (key: string) =>
    replies.remember({ accountId: "acc_0000000000000", key, fingerprint: key }, { status: 201, body: {} }, new Date());
  const slot = { day: DETENTION_DAY, start: "14:00", end: "16:00", place: "Permanence 2" };
  const given = { step: "give" as const, kind: "detention" as const, label: "Retenue", detention: slot, ...taken };
  const file = { fileId: "fil_7k2mq4x9d0abc", name: "exercices.pdf", mediaType: "application/pdf", bytes: 1 };
  const head = {
    ...year,
    ...nina,
    measureId: "mea_0t2mq4x9d0abc",
    familyName: "QUARTZELLE",
    givenName: "Ninoé",
    reason: "Bavardages",
    familySees: true,
  };
  const files = openFileStore(table);
  const first = { head, steps: [given] };
  await files.keep(first, undefined, remembered("measure-1"));
  await files.keep({ head, steps: [given, { step: "attach", file, ...taken }] }, first, remembered("measure-2"));
  const gravity: Incident["gravity"] = { level: 3, label: "Grave" };
  const facts = { type: "Violence physique", place: "Cour", gravity, description: "Bousculade." };
  await openIncidentStore(table).keep(
    {
      head: { ...year, incidentId: "inc_0t2mq4x9d0abc", day: taken.day },
      protagonists: [{ role: "victim", name: "Ninoé QUARTZELLE", ...nina }],
      partners: [],
      steps: [{ step: "report", ...facts, by, at: taken.at }],
    },
    remembered("incident"),
  );
};
