import type { PersonId, SchoolId } from "@preau/contract";
import { openTable } from "@preau/store";
import { noticeChangedV1 } from "../../events/notice-changed.v1.ts";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { openBoardStore } from "../../functions/attendance/board/board-store.ts";
import { keepBoard } from "../../functions/attendance/board/keep-board.ts";
import { openExportStore } from "../../functions/directory/exports/export-store.ts";
import { Export } from "../../functions/directory/exports-contract.ts";
import { legalChildren, type Person } from "../../functions/directory/person.ts";
import { indexChanges } from "../../functions/directory/search/index-changes.ts";
import { openNamesStore } from "../../functions/directory/search/names-store.ts";
import { openDirectoryStore } from "../../functions/directory/store.ts";
import { COLLEGE, callerOf, NINA, personOf } from "./callers.ts";
import { directoryRecords, MOTHER, rosters, YEAR } from "./directory-facts.ts";
import { keepDiscipline } from "./discipline-facts.ts";
import { keepFollowing } from "./following-facts.ts";
import { type Functions, type Installation, install, loadFunctions } from "./functions.ts";
import { keepLiveDay } from "./live-day-facts.ts";
import { keepMessages } from "./message-facts.ts";
import { keepNotices } from "./notice-facts.ts";
import { importTimetable, tellLesson } from "./timetable-facts.ts";

const MARK = { hash: "0123456789012345678901", version: 5, since: 5 };
const NOW = "2026-11-23T07:30:00.000Z";

/** Monday, half past eight: the lesson in all contracts' examples is under way. */
export const setClock = (): void => {
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(NOW) - Date.now());
};

/** What an import leaves behind: the records, the census, and the lines by which people are found. */
const keepDirectory = async (tableName: string, withNina: boolean): Promise<void> => {
  const table = openTable(tableName);
  const store = openDirectoryStore(table);
  const records = directoryRecords(withNina);
  await store.put(records.map((record) => ({ ...record, mark: MARK })));
  const people = records.filter(({ kind }) => kind === "person");
  for (const [schoolId, some] of Map.groupBy(people, (record) => record.schoolId))
    await store.addToCensus(
      { schoolId, schoolYear: YEAR },
      some.map(({ id }) => id as PersonId),
    );
  const followed = records.filter(({ kind }) => kind !== "roster");
  const changes = followed.map((record) => ({ entity: record.kind, before: undefined, after: { ...record, ...MARK } }));
  await indexChanges(changes, { names: openNamesStore(table) });
};

/** A file of the school that says what to do about Nina, and a commune that answers for the school. */
const keepExportAndAuthority = async ({ ask }: Functions, tableName: string, withNina: boolean): Promise<void> => {
  const leftOut = withNina ? [{ pupilId: NINA as PersonId, schoolId: COLLEGE as SchoolId, reason: "Ninoé" }] : [];
  await openExportStore(openTable(tableName)).createOnce({
    ...Export.parse((Export.meta()?.examples as unknown[] | undefined)?.[0]),
    owner: COLLEGE as SchoolId,
    contacts: false,
    leftOut,
    version: 1,
  });
  const body = {
    name: "Ville-Test",
    kind: "commune",
    schoolIds: [COLLEGE],
    memberIds: [personOf("authority", "own")],
    version: 0,
  };
  const asked = { params: { authorityId: "aut_7k2mq4x9d0abc" }, body };
  const answer = await ask.get("defineAuthority")?.("defineAuthority", callerOf("operator", "own"), asked);
  if (answer?.status !== 200) throw new Error(`the authority was not defined: ${answer?.text}`);
};

const tellPeople = async ({ tell }: Functions, withNina: boolean): Promise<void> => {
  const people = directoryRecords(withNina).filter(({ kind }) => kind === "person");
  for (const [schoolId, some] of Map.groupBy(people, (record) => record.schoolId))
    await tell(peopleChangedV1, {
      schoolId,
      schoolYear: YEAR,
      people: some.map(({ id, content }) => {
        const { familyName, givenName, roles } = content as Person;
        const children = [...legalChildren(content as Person)];
        return {
          personId: id as PersonId,
          version: 5,
          familyName,
          givenName,
          roles: [...roles],
          children,
          present: true,
        };
      }),
    });
};

const tellRosters = async ({ tell }: Functions, withNina: boolean, version: number, exGuardian: readonly string[]) => {
  const { example } = rosterChangedV1;
  for (const { audience, classes, pupils } of rosters(withNina)) {
    const { audienceId: id, code, label, kind } = audience;
    await tell(rosterChangedV1, {
      ...rosterChangedV1.schema.parse(example),
      audience: { id, code, label, kind },
      classes: classes.map(({ audienceId, code: classCode }) => ({ id: audienceId, code: classCode })),
      version,
      pupils: pupils.map((pupil) => ({
        ...pupil,
        guardianIds: [
          ...pupil.guardianIds,
          ...(pupil.pupilId === NINA ? (exGuardian as typeof pupil.guardianIds) : []),
        ],
      })),
    });
  }
};

/** Nina is marked absent, and both her guardians of that day are told. */
const tellAbsence = async ({ tell }: Functions, withNina: boolean, exGuardian: readonly string[]): Promise<void> => {
  const register = registerSubmittedV1.schema.parse(registerSubmittedV1.example);
  const marks = register.marks.map((mark) => ({ ...mark, familyName: "QUARTZELLE", givenName: "Ninoé" }));
  const teacherIds = [personOf("teacher", "own")] as typeof register.teacherIds;
  await tell(registerSubmittedV1, { ...register, teacherIds, marks: withNina ? marks : [] });
  const notice = noticeChangedV1.schema.parse(noticeChangedV1.example);
  for (const [index, guardianId] of withNina ? [MOTHER, ...exGuardian].entries() : [])
    await tell(noticeChangedV1, {
      ...notice,
      guardianId: guardianId as typeof notice.guardianId,
      noticeId: `${notice.noticeId.slice(0, -1)}${index}` as typeof notice.noticeId,
      pupil: { ...notice.pupil, givenName: "Ninoé" },
    });
};

/** The board of that day, as the stream keeps it. */
const keepBoardOfDay = async (tableName: string, withNina: boolean): Promise<void> => {
  const { lessons, ...day } = presenceChangedV1.schema.parse(presenceChangedV1.example);
  const missed = lessons.map(({ reason: _reason, minutes: _minutes, half: _half, ...lesson }) => lesson);
  const pupil = { ...day, familyName: "QUARTZELLE", givenName: "Ninoé", lessons: missed };
  const boards = openBoardStore(openTable(tableName));
  await keepBoard(day, { called: [], pupils: withNina ? [pupil] : [] }, { boards, now: () => new Date(NOW) });
};

/**
 * Two schools on one Monday, with or without Nina, told to every capability by the events it consumes. Until yesterday she had one
 * guardian more, who was told of an absence; today's roster no longer names them.
 */
export const openWorld = async (
  withNina: boolean,
  edition: string,
): Promise<Functions & { installed: Installation }> => {
  const installed = await install(edition);
  const functions = await loadFunctions(installed);
  const directoryTable = installed.tables.get("directory") ?? "";
  await keepDirectory(directoryTable, withNina);
  await keepExportAndAuthority(functions, directoryTable, withNina);
  await tellPeople(functions, withNina);
  const exGuardian = [personOf("guardian", "ex-guardian")];
  await tellRosters(functions, withNina, 5, exGuardian);
  await tellLesson(functions);
  await importTimetable(functions);
  await tellAbsence(functions, withNina, exGuardian);
  await keepDiscipline(installed.tables.get("discipline") ?? "", withNina);
  await keepNotices(installed.tables.get("notices") ?? "", withNina, exGuardian);
  await keepMessages(installed.tables.get("notices") ?? "", withNina, exGuardian);
  await keepFollowing(installed.tables.get("attendance") ?? "", withNina);
  await keepLiveDay(installed.tables.get("attendance") ?? "", withNina);
  await keepBoardOfDay(installed.tables.get("attendance") ?? "", withNina);
  await tellRosters(functions, withNina, 6, []);
  return { ...functions, installed };
};
