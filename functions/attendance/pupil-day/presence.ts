import type { ClockTime, Instant } from "@preau/contract";
import { type Judgement, judgementOn, type Treatment } from "./treatment.ts";

/** What the roll call of one lesson says of a pupil; `unknown` as long as it was not called. */
export interface CalledLesson {
  readonly lessonId: string;
  readonly start: ClockTime;
  readonly end: ClockTime;
  readonly subject: string;
  readonly status: "unknown" | "present" | "absent" | "late" | "conflict";
  readonly minutesLate?: number | undefined;
  /** Version of the register: with the lesson, it names what was said. */
  readonly version: number;
}

/**
 * What somebody saw of a pupil outside the roll call, or wrote in the office. `arrived` and `left` have one time (`from`); the others hold
 * from `from` to `to`. `planned` marks lists made ahead (outing, exam, internship): they explain, and are no observation.
 */
export interface PresenceFact {
  readonly factId: string;
  readonly kind: "arrived" | "left" | "elsewhere" | "absent" | "present";
  readonly from: ClockTime;
  readonly to: ClockTime;
  readonly planned: boolean;
  /** Of a list: what the pupil is there for, as teachers and families read it. */
  readonly label?: string;
  readonly at: Instant;
  /** What its author saw and settles: ids of facts, and `<lessonId>@<version>` of roll calls. */
  readonly replaces: readonly string[];
}

/** What a family said ahead or afterwards: it explains an absence and never makes or unmakes one. */
export interface Statement {
  readonly from: ClockTime;
  readonly to: ClockTime;
}

export interface PupilDay {
  readonly lessons: readonly CalledLesson[];
  readonly facts: readonly PresenceFact[];
  readonly treatments: readonly Treatment[];
  readonly statements: readonly Statement[];
}

export type PresenceState = "unknown" | "present" | "absent" | "late" | "left" | "elsewhere" | "conflict";

/** A pupil at one lesson, everything considered. `minutes` late, or missed after leaving. */
export interface LessonPresence extends Pick<CalledLesson, "lessonId" | "start" | "end" | "subject">, Judgement {
  readonly state: PresenceState;
  readonly minutes?: number;
  readonly announced: boolean;
}

/** A lesson at which the pupil was not simply present. */
export type MissedLesson = LessonPresence & { readonly state: Exclude<PresenceState, "unknown" | "present"> };

type Seen = Pick<LessonPresence, "state" | "minutes" | "reason">;

const minutesOf = (time: ClockTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const between = (from: ClockTime, to: ClockTime): number => minutesOf(to) - minutesOf(from);

interface Span {
  readonly from: ClockTime;
  readonly to: ClockTime;
}

const overlaps = ({ start, end }: CalledLesson, { from, to }: Span): boolean => from < end && start < to;

const conflict: Seen = { state: "conflict" };

/** What the roll call and the office say: one thing, or a conflict. */
const saidOf = (lesson: CalledLesson, standing: readonly PresenceFact[], settled: ReadonlySet<string>): Seen => {
  const rollCall: Seen = settled.has(`${lesson.lessonId}@${lesson.version}`)
    ? { state: "unknown" }
    : { state: lesson.status, ...(lesson.minutesLate !== undefined && { minutes: lesson.minutesLate }) };
  if (rollCall.state === "conflict") return conflict;
  const office = new Set(
    standing
      .filter(({ kind }) => kind === "absent" || kind === "present")
      .filter((fact) => overlaps(lesson, fact))
      .map(({ kind }) => kind),
  );
  if (office.size > 1) return conflict;
  const [written] = office;
  if (written === undefined) return rollCall;
  if (rollCall.state === "unknown") return { state: written as "absent" | "present" };
  return (rollCall.state === "absent") === (written === "absent") ? rollCall : conflict;
};

/** How the pupil was last seen before the lesson: coming in or going out. */
const lastMovement = (lesson: CalledLesson, standing: readonly PresenceFact[]): PresenceFact["kind"] | undefined =>
  standing.findLast(({ kind, from }) => (kind === "arrived" || kind === "left") && from <= lesson.start)?.kind;

const inOrder = (a: PresenceFact, b: PresenceFact): number => {
  const rank = ({ from, at, factId }: PresenceFact) => `${from} ${at} ${factId}`;
  return rank(a) < rank(b) ? -1 : 1;
};

/** Seen going in or out during the lesson; contradicts whoever saw the pupil seated before, or called present and absent alike. */
const withMovement = (lesson: CalledLesson, said: Seen, standing: readonly PresenceFact[]): Seen => {
  const during = (wanted: PresenceFact["kind"]) =>
    standing.findLast(({ kind, from }) => kind === wanted && lesson.start < from && from < lesson.end);
  const arrived = during("arrived");
  const left = during("left");
  if (left !== undefined) {
    if (said.state === "absent" && arrived === undefined) return conflict;
    return { state: "left", minutes: between(left.from, lesson.end) };
  }
  if (arrived === undefined) return said;
  const minutes = between(lesson.start, arrived.from);
  if (said.state === "present") return conflict;
  if (said.state === "late") return (said.minutes ?? minutes) >= minutes ? said : conflict;
  return { state: "late", minutes };
};

const seenAt = (lesson: CalledLesson, standing: readonly PresenceFact[], settled: ReadonlySet<string>): Seen => {
  const said = saidOf(lesson, standing, settled);
  if (said.state === "conflict") return said;
  const there = said.state === "present" || said.state === "late";
  const elsewhere = standing.filter((fact) => fact.kind === "elsewhere" && overlaps(lesson, fact));
  const away = elsewhere.some(({ planned, from, to }) => !planned && from <= lesson.start && lesson.end <= to);
  if (there && away) return conflict;
  const [label] = elsewhere.flatMap((fact) => fact.label ?? []);
  if (!there && elsewhere.length > 0) return { state: "elsewhere", ...(label !== undefined && { reason: label }) };
  const moved = withMovement(lesson, said, standing);
  if (moved !== said) return moved;
  const before = lastMovement(lesson, standing);
  if (before === "left") return there ? conflict : { state: "left", minutes: between(lesson.start, lesson.end) };
  return before === "arrived" && said.state === "absent" ? conflict : said;
};

/**
 * A pupil's day: at each lesson, what is known when everything said is taken together. A fact stands until another one names it; facts
 * that go together make one picture (absent at the roll call, at the desk twenty minutes later: late), facts that do not are a
 * conflict to settle, never an average. Pure, and the same whatever the order in which the facts are read.
 */
export const presenceOf = ({ lessons, facts, treatments, statements }: PupilDay): readonly LessonPresence[] => {
  const settled = new Set(facts.flatMap(({ replaces }) => replaces));
  const standing = facts.filter(({ factId }) => !settled.has(factId)).sort(inOrder);
  return lessons.map((lesson) => {
    const { lessonId, start, end, subject } = lesson;
    return {
      lessonId,
      start,
      end,
      subject,
      ...seenAt(lesson, standing, settled),
      ...judgementOn({ from: start, to: end }, treatments),
      announced: statements.some((statement) => overlaps(lesson, statement)),
    };
  });
};
