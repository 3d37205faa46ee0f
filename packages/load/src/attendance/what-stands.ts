import type { Lesson } from "@preau/calendar";
import type { ClockTime } from "@preau/contract";
import type { Committed, FactSaid, Ground, RollCallSaid, StatementSaid, TreatmentSaid } from "./ground.ts";

type Picture = "present" | "absent" | "late" | "left" | "elsewhere";

/** What the ground list says of a pupil at a lesson, read by somebody with a pencil. */
export interface Standing {
  readonly state: Picture | "unknown" | "conflict";
  readonly announced: boolean;
  readonly justified: boolean;
  readonly counts: boolean;
}

type PupilFacts = readonly Committed<FactSaid | TreatmentSaid | StatementSaid>[];

const minutesOf = (time: ClockTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

interface Claim {
  readonly version: number;
  readonly saw: number;
  readonly says: string;
}

/** Each author replaces what was on their screen, and says nothing of a contradiction they saw and left alone. */
const standingClaims = (calls: readonly RollCallSaid[], pupilId: string): readonly Claim[] => {
  const claims: Claim[] = [];
  const standing = (upTo: number): readonly Claim[] => {
    const known = claims.filter(({ version }) => version <= upTo);
    return known.filter(({ version }) => !known.some(({ saw }) => saw >= version));
  };
  for (const [index, { saw, marks }] of calls.entries()) {
    const named = marks.find((mark) => mark.pupilId === pupilId);
    const isDisputed = new Set(standing(saw).map(({ says }) => says)).size > 1;
    if (named === undefined && isDisputed) continue;
    const says = named === undefined ? "present" : `${named.status} ${named.minutesLate ?? ""}`.trim();
    claims.push({ version: index + 1, saw, says });
  }
  return standing(calls.length);
};

/** What the roll call says once what the office has settled is struck out: nothing, one thing, or several. */
const rollCallOf = (calls: readonly RollCallSaid[], pupilId: string, settled: ReadonlySet<string>) => {
  const struck = Math.max(
    0,
    ...calls.flatMap(({ lessonId }, at) => (settled.has(`${lessonId}@${at + 1}`) ? at + 1 : [])),
  );
  return [...new Set(standingClaims(calls, pupilId).flatMap(({ version, says }) => (version > struck ? says : [])))];
};

const only = (...pictures: readonly (Picture | false)[]): ReadonlySet<Picture> =>
  new Set(pictures.filter((one) => one !== false));

const PLAINEST: readonly Picture[] = ["present", "absent", "late", "left", "elsewhere"];

/** Each thing said leaves some pictures of the lesson possible: the plainest one that all leave, or a contradiction. */
const pictureOf = (
  { start, end }: Pick<Lesson, "start" | "end">,
  [said]: readonly string[],
  facts: readonly FactSaid[],
): Standing["state"] => {
  const moves = facts
    .filter(({ what }) => what === "arrived" || what === "left")
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const arrived = moves.findLast(({ what, from }) => what === "arrived" && start < from && from < end);
  const left = moves.findLast(({ what, from }) => what === "left" && start < from && from < end);
  const before = arrived || left ? undefined : moves.findLast(({ from }) => from <= start)?.what;
  const here = facts.filter(({ from, to }) => from < end && start < to);
  const written = here.filter(({ what }) => what === "absent" || what === "present").map(({ what }) => what);
  const isLate = said?.startsWith("late") ?? false;
  const wasThere = said === "present" || isLate || written.includes("present");
  const missing = only(
    "absent",
    "elsewhere",
    !isLate && arrived !== undefined && "late",
    ((arrived && left) || before === "left") && "left",
  );
  const evidence: ReadonlySet<Picture>[] = [];
  if (said === "present") evidence.push(only("present", left !== undefined && "left"));
  if (said === "absent") evidence.push(missing);
  if (isLate) {
    const isLaterStill = arrived !== undefined && minutesOf(arrived.from) - minutesOf(start) > Number(said?.slice(5));
    evidence.push(only(!isLaterStill && "late", left !== undefined && "left"));
  }
  for (const what of written)
    evidence.push(what === "absent" ? missing : only("present", isLate && "late", left !== undefined && "left"));
  for (const { what, planned, from, to } of here) {
    if (what !== "elsewhere") continue;
    const excludesAll = !planned && from <= start && end <= to;
    evidence.push(wasThere && !excludesAll ? only("present", "late", "left") : only("elsewhere"));
  }
  if (left !== undefined) evidence.push(only("left", "elsewhere"));
  else if (arrived !== undefined) evidence.push(only("late", "elsewhere"));
  if (before === "left") evidence.push(only("left", "elsewhere"));
  if (evidence.length === 0) return "unknown";
  if (before === "arrived") evidence.push(only("present", "late", "left", "elsewhere"));
  const possible = PLAINEST.filter((one) => one !== "elsewhere" || here.some(({ what }) => what === one));
  return possible.find((picture) => evidence.every((leaves) => leaves.has(picture))) ?? "conflict";
};

const judged = (lesson: Pick<Lesson, "start" | "end">, treatments: readonly Committed<TreatmentSaid>[]) => {
  const replaced = new Set(treatments.flatMap(({ replaces }) => replaces));
  const standing = treatments.filter(({ id, from, to }) => !replaced.has(id) && from < lesson.end && lesson.start < to);
  const [first] = standing;
  const agreed = standing.every((one) => one.justified === first?.justified && one.counts === first.counts);
  return first !== undefined && agreed ? first : { justified: false, counts: true };
};

/** What stood at an instant of everything committed until then, of one pupil at one lesson. */
export const whatStood = (ground: Ground, pupilId: string, lesson: Lesson, at: number): Standing => {
  const { lessonId, day, start, end } = lesson;
  const known = ground.saidOf(pupilId, day).filter((one) => one.at <= at) as PupilFacts;
  const facts = known.filter((one) => one.kind === "fact");
  const settled = new Set(facts.flatMap(({ replaces }) => replaces));
  const calls = ground.rollCallsOf(lessonId).filter((one) => one.at <= at);
  const heard = ground.changesOf(lessonId).filter((one) => one.at <= at);
  const latest = heard.reduce((a, b) => (b.version > a.version ? b : a), { version: -1, cancelled: false });
  const said = rollCallOf(calls, pupilId, settled);
  const state =
    said.length > 1
      ? "conflict"
      : pictureOf(
          lesson,
          said,
          facts.filter(({ id }) => !settled.has(id)),
        );
  const { justified, counts } = judged(
    lesson,
    known.filter((one) => one.kind === "treatment"),
  );
  const announced = known.some((one) => one.kind === "statement" && one.from < end && start < one.to);
  return { state: latest.cancelled ? "unknown" : state, announced, justified, counts };
};
