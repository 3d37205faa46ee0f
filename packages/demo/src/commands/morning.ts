import { ApiProblem } from "@preau/sdk";
import { type Actor, actorOf, eventually } from "./actor.ts";
import type { DemoState } from "./demo-state.ts";

/** One step of the morning as it is told: what happened, how the server answered, and whether it is what should be. */
export interface Step {
  readonly text: string;
  readonly status: number;
  readonly ms: number;
  readonly ok: boolean;
}

const COUNTED_LATE_MINUTES = 10;

/**
 * Plays the school's morning against a running server: a teacher calls the roll of the 08:00 lesson, school life sees it, each legal
 * guardian is told once, a correction withdraws what was not yet sent, and strangers see nothing. Tells each step as it happens.
 */
export const playMorning = async (state: DemoState, tell: (step: Step) => void): Promise<boolean> => {
  let allWell = true;
  const step = (text: string, actor: Actor, ok: boolean): void => {
    allWell &&= ok;
    tell({ text, ok, status: actor.last.status, ms: actor.last.ms });
  };
  const refused = async (ask: Promise<unknown>): Promise<number> =>
    ask.then(
      () => 200,
      (error: unknown) => (error instanceof ApiProblem ? error.status : 0),
    );

  const teacher = await actorOf(state, "teacher");
  step(`${teacher.login} signs in`, teacher, true);
  const { schools } = await teacher.client.directory.readMe();
  const school = schools[0];
  step(
    `GET /me: teaches ${school?.teaches.length ?? 0} classes and groups at ${school?.name ?? "?"}`,
    teacher,
    school !== undefined,
  );
  const schoolId = school?.schoolId as never;
  const { lessons } = await teacher.client.home.readHome();
  step(`GET /home: ${lessons.length} lessons today`, teacher, lessons.length > 0);
  const today = await teacher.client.timetable.readLessons({ params: { schoolId } });
  const eight = today.items.find(({ start }) => start === "08:00");
  step(
    `today's timetable: the first lesson is ${eight?.subject.label ?? "missing"} with ${eight?.audiences[0]?.code ?? "?"}`,
    teacher,
    eight !== undefined,
  );
  if (eight === undefined)
    throw new Error("nobody teaches at 08:00 today: start the server with --date 2026-11-23T07:55 for the demo");
  const at = { params: { schoolId, lessonId: eight.lessonId } };
  const sheet = await teacher.client.attendance.readRollCall(at);
  step(`the roll-call sheet in one request: ${sheet.pupils.length} pupils`, teacher, sheet.pupils.length > 0);

  const mother = await actorOf(state, "separated-mother");
  const father = await actorOf(state, "separated-father");
  const parentOfTwo = await actorOf(state, "parent-of-two");
  const childOf = async (guardian: Actor) => {
    const { children } = await guardian.client.directory.readMe();
    return children.find(({ pupilId }) => sheet.pupils.some((pupil) => pupil.pupilId === pupilId));
  };
  const [corrected, sibling] = [await childOf(mother), await childOf(parentOfTwo)];
  const third = sheet.pupils.find(({ pupilId }) => pupilId !== corrected?.pupilId && pupilId !== sibling?.pupilId);
  if (!corrected || !sibling || !third) throw new Error("the class of the 08:00 lesson is not the one of the demo");
  const absent = (pupilId: string) => ({ pupilId: pupilId as never, status: "absent" as const });
  const late = { pupilId: third.pupilId, status: "late" as const, minutesLate: COUNTED_LATE_MINUTES };
  const command = {
    ...at,
    body: { version: sheet.version, marks: [absent(corrected.pupilId), absent(sibling.pupilId), late] },
    idempotencyKey: crypto.randomUUID(),
  };
  const receipt = await teacher.client.attendance.submitRollCall(command);
  step(
    `the roll is called: ${receipt.absent} absent, ${receipt.late} late`,
    teacher,
    receipt.absent === 2 && receipt.late === 1,
  );
  const replay = await teacher.client.attendance.submitRollCall(command);
  step(
    "the tablet sends it again: the same answer, nothing more",
    teacher,
    teacher.last.replayed && replay.version === receipt.version,
  );

  const cpe = await actorOf(state, "cpe");
  const board = await eventually(async () => {
    const seen = await cpe.client.attendance.readBoard({ params: { schoolId } });
    const here = (pupilId: string) => seen.pupils.some((pupil) => pupil.pupilId === pupilId);
    return [corrected, sibling, third].every(({ pupilId }) => here(pupilId)) ? seen : undefined;
  });
  step(
    `${cpe.login} (CPE) sees them on the board: ${board?.absent ?? 0} absent, ${board?.late ?? 0} late`,
    cpe,
    board !== undefined,
  );

  const noticesOf = async (guardian: Actor, pupilId: string) => {
    const { items } = await guardian.client.notices.listNotices({ params: { schoolId } });
    return items.filter((notice) => notice.pupilId === pupilId && notice.lesson.lessonId === eight.lessonId);
  };
  const told = async (guardian: Actor, pupilId: string, version: number, noticeState: string) =>
    eventually(async () => {
      const found = await noticesOf(guardian, pupilId);
      return found.some((notice) => notice.version >= version && notice.state === noticeState) ? found : undefined;
    });
  for (const [guardian, child] of [
    [mother, corrected],
    [father, corrected],
    [parentOfTwo, sibling],
  ] as const) {
    const found = await told(guardian, child.pupilId, receipt.version, "waiting");
    step(`${guardian.login} is told, once: « ${found?.[0]?.message ?? "rien"} »`, guardian, found?.length === 1);
  }
  const home = await eventually(async () => {
    const { children } = await parentOfTwo.client.home.readHome();
    return children.some(({ notices }) => notices.length > 0) ? children : undefined;
  });
  const names = (home ?? []).map(({ givenName, className }) => `${givenName} (${className ?? "?"})`).join(", ");
  step(`GET /home of ${parentOfTwo.login}, two schools in one request: ${names}`, parentOfTwo, home?.length === 2);

  const correction = await teacher.client.attendance.submitRollCall({
    ...at,
    body: { version: receipt.version, marks: [absent(sibling.pupilId), late] },
  });
  step(
    `${corrected.givenName} was there after all: the teacher corrects`,
    teacher,
    correction.version === receipt.version + 1,
  );
  for (const guardian of [mother, father]) {
    const found = await told(guardian, corrected.pupilId, correction.version, "withdrawn");
    step(`${guardian.login}: the notice is withdrawn before it was sent`, guardian, found?.length === 1);
  }
  const kept = await noticesOf(parentOfTwo, sibling.pupilId);
  step(`${parentOfTwo.login}: theirs still stands`, parentOfTwo, kept.length === 1 && kept[0]?.state === "waiting");

  const strangers = [
    ["lycee-teacher", 404],
    ["pupil", 403],
  ] as const;
  for (const [part, expected] of strangers) {
    const stranger = await actorOf(state, part);
    const statuses = [
      await refused(stranger.client.attendance.readRollCall(at)),
      await refused(stranger.client.attendance.submitRollCall({ ...at, body: command.body })),
      await refused(stranger.client.attendance.readBoard({ params: { schoolId } })),
    ];
    step(
      `${stranger.login} (${part}) asks for the sheet, the roll, the board: ${statuses.join(", ")}`,
      stranger,
      statuses.every((status) => status === expected),
    );
  }
  return allWell;
};
