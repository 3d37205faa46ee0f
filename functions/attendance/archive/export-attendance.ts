import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { writeZip } from "@preau/formats/zip/write-zip";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { FollowUpStore } from "../follow-up/follow-up-store.ts";
import type { DayStore, PupilKey } from "../pupil-day/day-store.ts";
import type { SheetStore } from "../sheet-store.ts";
import type { StatementStore } from "../statements/statement-store.ts";
import type { TallyStore } from "../tallies/tally-store.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { archiveTables, type PupilArchive } from "./archive-tables.ts";

interface Deps {
  readonly archive: ArchiveStore;
  readonly days: Pick<DayStore, "presencesOf">;
  readonly statements: Pick<StatementStore, "ofPupil">;
  readonly followUps: Pick<FollowUpStore, "page">;
  readonly tallies: Pick<TallyStore, "classesOf" | "classBook" | "figuresOf">;
  readonly sheets: Pick<SheetStore, "rosterOf">;
  now(): Date;
}

type Pupil = Pick<PupilArchive, "pupilId" | "familyName" | "givenName" | "className">;

/** Pupils are read a few at a time; one answer of a function carries some 4 MiB. */
const AT_ONCE = 32;
const MOST_BYTES = 4_000_000;
const MOST_NOTES = 1_000;

/** The pupils of a class, and those who left it after being absent. */
const pupilsOf = async (
  school: Omit<PupilKey, "pupilId">,
  { classId, code }: { readonly classId: string; readonly code: string },
  { sheets, tallies }: Deps,
): Promise<readonly Pupil[]> => {
  const [roster, book] = await Promise.all([
    sheets.rosterOf(school, classId),
    tallies.classBook(school, classId, `${school.schoolYear}-08-01`, `${school.schoolYear + 1}-07-31`),
  ]);
  return [...book, ...(roster?.pupils ?? [])].map(({ pupilId, familyName, givenName }) => ({
    pupilId,
    familyName,
    givenName,
    className: code,
  }));
};

const archiveOf = async (school: Omit<PupilKey, "pupilId">, pupil: Pupil, deps: Deps): Promise<PupilArchive> => {
  const key = { ...school, pupilId: pupil.pupilId };
  const [said, statements, { items: notes }, days, figures] = await Promise.all([
    deps.archive.saidOf(key),
    deps.statements.ofPupil(key),
    deps.followUps.page(key, { limit: MOST_NOTES }),
    deps.days.presencesOf(key, `${school.schoolYear}-08-01`, `${school.schoolYear + 1}-07-31`),
    deps.tallies.figuresOf(key),
  ]);
  return { ...pupil, ...said, statements, notes, days, months: figures?.months ?? {} };
};

/** All that the school keeps of a year, in open tables: for its own records, or to leave with. */
export const exportAttendance: Operation<typeof attendanceContract.routes.exportAttendance, Deps> = async (
  { params: { schoolId }, query },
  deps,
) => {
  const schoolYear = query.schoolYear ?? schoolYearOf(schoolTimeOf(deps.now()).day);
  const school = { schoolId, schoolYear };
  const classes = (await deps.tallies.classesOf(school)).filter(
    ({ classId }) => query.classId === undefined || classId === query.classId,
  );
  const listed = await Promise.all(classes.map((one) => pupilsOf(school, one, deps)));
  const pupils = [...new Map(listed.flat().map((one) => [one.pupilId, one])).values()];
  const archives: PupilArchive[] = [];
  for (let start = 0; start < pupils.length; start += AT_ONCE)
    archives.push(
      ...(await Promise.all(pupils.slice(start, start + AT_ONCE).map((one) => archiveOf(school, one, deps)))),
    );
  const bytes = writeZip(archiveTables(archives));
  if (bytes.length > MOST_BYTES) throw problem("archive-too-large");
  return { status: 200, body: { name: `absences-${schoolId}-${schoolYear}.zip`, bytes } };
};
