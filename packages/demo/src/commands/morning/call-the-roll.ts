import type { SchoolId } from "@preau/contract";
import { type Actor, eventually } from "../actor.ts";
import type { Tell } from "./tell.ts";

const COUNTED_LATE_MINUTES = 10;

/** The first lesson of the day, its sheet, and what was said of it. */
export type Called = Awaited<ReturnType<typeof callTheRoll>>;

/** A teacher signs in, sees the day, and opens the sheet of the first lesson in one request. */
const openSheet = async (teacher: Actor, step: Tell) => {
  step(`${teacher.login} signs in`, teacher, true);
  const { schools } = await teacher.client.directory.readMe();
  const school = schools[0];
  if (school === undefined) throw new Error("the teacher of the demo works in no school");
  step(`GET /me: teaches ${school.teaches.length} classes and groups at ${school.name}`, teacher, true);
  const { schoolId } = school;
  const { lessons } = await teacher.client.home.readHome();
  step(`GET /home: ${lessons.length} lessons today`, teacher, lessons.length > 0);
  const today = await teacher.client.timetable.readLessons({ params: { schoolId } });
  const eight = today.items.find(({ start }) => start === "08:00");
  if (eight === undefined)
    throw new Error("nobody teaches at 08:00 today: start the server with --date 2026-11-23T08:45 for the demo");
  step(
    `today's timetable: the first lesson is ${eight.subject.label} with ${eight.audiences[0]?.code ?? "?"}`,
    teacher,
    true,
  );
  const at = { params: { schoolId, lessonId: eight.lessonId } };
  const sheet = await teacher.client.attendance.readRollCall(at);
  step(`the roll-call sheet in one request: ${sheet.pupils.length} pupils`, teacher, sheet.pupils.length > 0);
  return { schoolId, eight, at, sheet };
};

/** The roll of the first lesson is called: two absent, one late; the tablet sends it twice; school life sees it. */
export const callTheRoll = async (teacher: Actor, cpe: Actor, families: readonly Actor[], step: Tell) => {
  const { schoolId, eight, at, sheet } = await openSheet(teacher, step);
  const children = await Promise.all(
    families.map(async ({ client }) => {
      const mine = (await client.directory.readMe()).children;
      return mine.find(({ pupilId }) => sheet.pupils.some((pupil) => pupil.pupilId === pupilId));
    }),
  );
  const [corrected, sibling] = children;
  const third = sheet.pupils.find(({ pupilId }) => pupilId !== corrected?.pupilId && pupilId !== sibling?.pupilId);
  if (!corrected || !sibling || !third) throw new Error("the class of the 08:00 lesson is not the one of the demo");
  const absent = ({ pupilId }: { readonly pupilId: typeof third.pupilId }) => ({ pupilId, status: "absent" as const });
  const late = { pupilId: third.pupilId, status: "late" as const, minutesLate: COUNTED_LATE_MINUTES };
  const command = {
    ...at,
    body: { version: sheet.version, marks: [absent(corrected), absent(sibling), late] },
    idempotencyKey: crypto.randomUUID(),
  };
  const receipt = await teacher.client.attendance.submitRollCall(command);
  step(
    `the roll is called: ${receipt.absent} absent, ${receipt.late} late`,
    teacher,
    receipt.absent === 2 && receipt.late === 1,
  );
  const replay = await teacher.client.attendance.submitRollCall(command);
  const twice = teacher.last.replayed && replay.version === receipt.version;
  step("the tablet sends it again: the same answer, nothing more", teacher, twice);
  const board = await eventually(async () => {
    const seen = await cpe.client.attendance.readBoard({ params: { schoolId } });
    const here = (pupilId: string) => seen.pupils.some((pupil) => pupil.pupilId === pupilId);
    return [corrected, sibling, third].every(({ pupilId }) => here(pupilId)) ? seen : undefined;
  });
  const seen = `${board?.absent ?? 0} absent, ${board?.late ?? 0} late`;
  step(`${cpe.login} (CPE) sees them on the board: ${seen}`, cpe, board !== undefined);
  const correct = () =>
    teacher.client.attendance.submitRollCall({
      ...at,
      body: { version: receipt.version, marks: [absent(sibling), late] },
    });
  return { schoolId: schoolId as SchoolId, eight, at, sheet, command, corrected, sibling, correct };
};
