import type { Lesson } from "@preau/calendar";
import type { PersonId } from "@preau/contract";
import { stateOf } from "../../../../functions/attendance/register.ts";
import { submitRollCall } from "../../../../functions/attendance/submit-roll-call.ts";
import { personOf } from "./people.ts";
import { HOUR, MINUTE, type Play } from "./play.ts";
import { type Audience, instantAt, SCHOOL_ID } from "./school.ts";
import type { Send } from "./send-command.ts";
import { isIn, type Whereabouts } from "./whereabouts.ts";

interface Mark {
  readonly pupilId: PersonId;
  readonly status: "present" | "absent" | "late";
  readonly minutesLate?: number;
}

/** How teachers are: the share of lessons, or of pupils for `wrong`, where each happens. */
const HABITS = {
  forgets: 0.02,
  offline: 0.04,
  withColleague: 0.1,
  together: 0.5,
  wrong: 0.003,
  corrects: 0.85,
  looksAtConflicts: 0.7,
};

/** When a teacher calls, counted from the bell, and how long they type. Two who do it together press at the same instant. */
interface Pace {
  readonly calls: number;
  readonly typing: number;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Calls, and corrects, the roll of lessons. */
export const openTeachers = (play: Play, send: Send) => {
  const { time, random, ports } = play;

  /** What a teacher sees at a minute of the day; the eye is sometimes wrong. */
  const see = (
    lesson: Lesson,
    { pupils }: Audience,
    day: ReadonlyMap<string, Whereabouts>,
    calledAt: number,
    now: number,
  ) => {
    const start = minutesOf(lesson.start);
    return pupils.flatMap(({ pupilId }): readonly Mark[] => {
      const where = day.get(pupilId);
      if (where === undefined) return [];
      const missing = [where.away, where.infirmary, where.outing].find((stretch) => isIn(calledAt, stretch));
      if (missing === undefined) return [];
      const isBack = missing.to <= now && missing.to < minutesOf(lesson.end);
      return [
        isBack
          ? { pupilId, status: "late", minutesLate: Math.max(1, missing.to - start) }
          : { pupilId, status: "absent" },
      ];
    });
  };
  const mistake = (marks: readonly Mark[], { pupils }: Audience): readonly Mark[] => {
    const wrong = new Set(pupils.filter(() => random.chance(HABITS.wrong)).map(({ pupilId }) => pupilId));
    const kept = marks.filter(({ pupilId }) => !wrong.has(pupilId));
    const added = [...wrong].filter((id) => !marks.some(({ pupilId }) => pupilId === id));
    return [...kept, ...added.map((pupilId): Mark => ({ pupilId, status: "absent" }))];
  };
  /** The sheet on screen: its version, and whom it asks about. */
  const openSheet = async ({ lessonId }: Lesson) => {
    const sources = await time.during(ports.sheets.sheetSources(SCHOOL_ID, lessonId));
    const states = sources?.register === undefined ? [] : [...stateOf(sources.register).values()];
    const disputed = states.filter(({ status }) => status === "conflict").map(({ pupilId }) => pupilId as PersonId);
    return { version: sources?.register?.version ?? 0, disputed };
  };
  const submit = (teacherId: PersonId, { lessonId }: Lesson, saw: number, marks: readonly Mark[], calledAt?: string) =>
    send({
      operation: submitRollCall,
      call: {
        principal: personOf("teacher", teacherId),
        params: { schoolId: SCHOOL_ID as never, lessonId },
        body: { version: saw, marks: [...marks], ...(calledAt !== undefined && { calledAt }) },
      },
      means: { kind: "roll-call", lessonId, saw, marks },
    });

  const drawPace = (): Pace => ({ calls: (1 + random.int(12)) * MINUTE, typing: (5 + random.int(50)) * 1_000 });
  const callOnce = async (
    teacherId: PersonId,
    lesson: Lesson,
    audience: Audience,
    day: ReadonlyMap<string, Whereabouts>,
    pace: Pace,
  ) => {
    const begins = instantAt(lesson.day, lesson.start);
    const minute = (): number => minutesOf(lesson.start) + Math.round((time.now() - begins) / MINUTE);
    /** Reads the sheet, then says what was seen; somebody else may speak in between. */
    const say = async (marks: readonly Mark[]): Promise<void> => {
      const { version, disputed } = await openSheet(lesson);
      await time.pause(pace.typing);
      const silent = disputed.filter((id) => !marks.some(({ pupilId }) => pupilId === id));
      const settled = random.chance(HABITS.looksAtConflicts) ? silent : [];
      await submit(teacherId, lesson, version, [
        ...marks,
        ...settled.map((pupilId): Mark => ({ pupilId, status: "present" })),
      ]);
    };
    await time.pause(begins + pace.calls - time.now());
    const calledAt = minute();
    const right = see(lesson, audience, day, calledAt, calledAt);
    const seen = mistake(right, audience);
    if (random.chance(HABITS.offline)) {
      const at = new Date(time.now()).toISOString();
      await time.pause(20 * MINUTE + random.int(6 * HOUR));
      await submit(teacherId, lesson, 0, seen, at);
      return;
    }
    await say(seen);
    const isWrong =
      seen.length !== right.length || seen.some(({ pupilId }) => !right.some((one) => one.pupilId === pupilId));
    const comesLate = right.some(({ pupilId }) => isIn(calledAt, day.get(pupilId)?.away));
    if (isWrong ? !random.chance(HABITS.corrects) : !(comesLate && random.chance(0.5))) return;
    await time.pause((1 + random.int(40)) * MINUTE);
    await say(see(lesson, audience, day, calledAt, minute()));
  };

  return {
    /** The roll of one lesson, by its teacher, sometimes by two who do not ask each other, sometimes by nobody. */
    callRoll: async (lesson: Lesson, audience: Audience, day: ReadonlyMap<string, Whereabouts>): Promise<void> => {
      if (random.chance(HABITS.forgets)) return;
      const [first, colleague] = lesson.teachers;
      if (first === undefined) return;
      const pace = drawPace();
      const calls = [callOnce(first.id, lesson, audience, day, pace)];
      if (colleague !== undefined && random.chance(HABITS.withColleague))
        calls.push(callOnce(colleague.id, lesson, audience, day, random.chance(HABITS.together) ? pace : drawPace()));
      await Promise.all(calls);
    },
  };
};
