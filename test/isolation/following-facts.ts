import { openReplies, openTable } from "@preau/store";
import { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import { openAlertStore } from "../../functions/attendance/alerts/alert-store.ts";
import { openCaseStore } from "../../functions/attendance/alerts/case-store.ts";
import { openFollowUpStore } from "../../functions/attendance/follow-up/follow-up-store.ts";
import { openDayStore } from "../../functions/attendance/pupil-day/day-store.ts";
import { openSettingsStore } from "../../functions/attendance/pupil-day/settings-store.ts";
import { openStatementStore } from "../../functions/attendance/statements/statement-store.ts";
import { followPupil } from "../../functions/attendance/tallies/follow-pupil.ts";
import { openTallyStore } from "../../functions/attendance/tallies/tally-store.ts";
import { COLLEGE, callerOf, NINA } from "./callers.ts";
import { SIXTH_A, YEAR } from "./directory-facts.ts";

const DAYS = ["2026-11-16", "2026-11-17", "2026-11-19", "2026-11-20"];
const at = "2026-11-22T18:04:00.000Z";
const key = { schoolId: COLLEGE, schoolYear: YEAR, pupilId: NINA };
const nina = {
  familyName: "QUARTZELLE",
  givenName: "Ninoé",
  classId: SIXTH_A.audienceId as string,
  className: SIXTH_A.code,
  audienceIds: [SIXTH_A.audienceId as string],
};

/** Nina missed four mornings; her mother said why, school life called and began a case. The ids are those of the contract's examples. */
export const keepFollowing = async (tableName: string, withNina: boolean): Promise<void> => {
  if (!withNina) return;
  const table = openTable(tableName);
  const replies = openReplies(table);
  const remembered = (name: string) =>
    replies.remember(
      { accountId: "acc_0000000000000", key: name, fingerprint: name },
      { status: 200, body: {} },
      new Date(at),
    );
  const days = openDayStore(table);
  const following = {
    tallies: openTallyStore(table),
    alerts: openAlertStore(table),
    settings: openSettingsStore(table),
    now: () => new Date(at),
  };
  for (const day of DAYS) {
    const { audienceIds: _, ...named } = nina;
    const told = presenceChangedV1.schema.parse({ ...presenceChangedV1.example, ...named, day });
    const lessons = told.lessons.map(({ half: _half, minutes: _minutes, reason: _reason, ...lesson }) => lesson);
    await days.keepPresence(key, day, { ...named, lessons }, 0);
    await followPupil(told, following);
  }
  const moment = (day: string, time: string) => ({ day, time });
  const said = { text: "Ninoé a de la fièvre.", by: callerOf("guardian", "own").accountId, at };
  await openStatementStore(table).add(
    key,
    {
      ...nina,
      ...said,
      statementId: "sta_7k2mq4x9d0abc",
      pupilId: NINA,
      from: moment("2026-11-20", "08:00"),
      to: moment("2026-11-20", "18:00"),
      days: 1,
      state: "to-treat",
      version: 1,
    },
    [],
  );
  const step = { stage: "dialogue" as const, on: "2026-11-20", at, by: "acc_0000000000000", inMonth: 4, inYear: 4 };
  await openCaseStore(table).keep(key, { steps: [step], version: 1 }, nina, remembered("case"));
  await openFollowUpStore(table).add(
    key,
    {
      followUpId: "fol_7k2mq4x9d0abc",
      typeId: "call-made",
      label: "Appel à la famille",
      on: "2026-11-23",
      comment: "La mère de Ninoé rappelle.",
      days: [],
      by: "acc_0000000000000",
      byRole: "cpe",
      at,
    },
    remembered("note"),
  );
};
