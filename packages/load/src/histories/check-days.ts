import { isDeepStrictEqual } from "node:util";
import { lessonsOn } from "@preau/calendar";
import { unpackPart } from "../../../../functions/attendance/board/pack-part.ts";
import { calledLesson } from "../../../../functions/attendance/pupil-day/called-lesson.ts";
import {
  type LessonPresence,
  type PresenceFact,
  presenceOf,
  type Statement,
} from "../../../../functions/attendance/pupil-day/presence.ts";
import type { Treatment } from "../../../../functions/attendance/pupil-day/treatment.ts";
import { type Kept, registerIn } from "./check-register.ts";
import type { Command, Deed, History } from "./deed.ts";
import { day, type Scene } from "./scene.ts";

interface Said {
  readonly fact?: { readonly from: string };
  readonly treatment?: { readonly from: string };
  readonly exemption?: { readonly reason: string };
  readonly statement?: { readonly text: string };
}

/** By which words of an item each command is known again. */
const TRACES: Readonly<Record<Exclude<Command, "submitRollCall">, (item: Said) => string | undefined>> = {
  recordPresence: ({ fact }) => fact?.from,
  treatAbsences: ({ treatment }) => treatment?.from,
  grantExemption: ({ exemption }) => exemption?.reason,
  stateAbsence: ({ statement }) => statement?.text,
};

const expected = ({ command, asked }: Deed): number =>
  command === "treatAbsences" ? (asked.body as { pupilIds: readonly string[] }).pupilIds.length : 1;

/** Each fact, treatment, exemption and statement lies whole and once if acknowledged; whole, once, or not at all if nobody knows. */
const saidOnce = ({ deeds }: History, kept: Kept): readonly string[] =>
  deeds.flatMap((deed) => {
    const { command, mark, outcome } = deed;
    if (command === "submitRollCall") return [];
    const times = kept.filter((item) => TRACES[command](item as Said) === mark).length;
    const whole = expected(deed);
    if (times === 0) return outcome === "done" ? [`the acknowledged ${command} ${mark} is lost`] : [];
    if (outcome === "refused") return [`the refused ${command} ${mark} took place`];
    return times === whole ? [] : [`${command} ${mark} left ${times} traces in the place of ${whole}`];
  });

/** The first answer lies beside what it answers for: both, or neither. */
const answeredWith = ({ deeds }: History, kept: Kept, { people }: Scene): readonly string[] => {
  const replies = new Map(kept.filter(({ _et }) => _et === "reply").map((item) => [item.pk, item.b]));
  const at = new Set(registerIn(kept).facts.map((fact) => fact.at as string));
  return deeds.flatMap(({ command, who, key, mark, outcome, reply }) => {
    const remembered = replies.get(`ACCOUNT#${people[who].accountId}#REPLY#${key}`);
    const tookPlace =
      command === "submitRollCall" ? at.has(mark) : kept.some((item) => TRACES[command](item as Said) === mark);
    if (tookPlace !== (remembered !== undefined)) return [`${command} ${mark} and its reply are not together`];
    if (outcome !== "done" || isDeepStrictEqual(remembered, reply)) return [];
    return [`${command} ${mark} was answered otherwise than is remembered`];
  });
};

const isMissed = ({ state }: LessonPresence): boolean => state !== "present" && state !== "unknown";

/** Once all is quiet, what is kept of each pupil's day is the fold of everything said of it. */
const folded = ({ pupilIds, slots, lessonId }: Scene, kept: Kept): readonly string[] => {
  const register = registerIn(kept);
  const lessons = lessonsOn(day, slots, []);
  return pupilIds.flatMap((pupilId) => {
    const own = kept.filter((item) => item.pupilId === pupilId);
    const all = <T>(entity: string, name: string, id: string): readonly T[] =>
      own.filter(({ _et }) => _et === entity).map((item) => ({ [id]: item.id, ...(item[name] as object) }) as T);
    const fold = presenceOf({
      lessons: lessons.map((lesson) =>
        calledLesson(lesson, lesson.lessonId === lessonId ? register : undefined, pupilId),
      ),
      facts: all<PresenceFact>("presence-fact", "fact", "factId"),
      treatments: all<Treatment>("treatment", "treatment", "treatmentId"),
      statements: all<Statement>("statement", "statement", "statementId"),
    }).filter(isMissed);
    const presence = own.find(({ _et }) => _et === "presence")?.presence as { lessons: readonly object[] } | undefined;
    const found = presence?.lessons ?? [];
    const same =
      found.length === fold.length &&
      fold.every((lesson, index) => isDeepStrictEqual({ ...found[index], ...lesson }, found[index]));
    return same ? [] : [`the day of ${pupilId} was not folded again after the last word on it`];
  });
};

/** Once all is quiet, the board of the day shows of each pupil the last fold that was kept. */
const onBoard = ({ pupilIds }: Scene, kept: Kept): readonly string[] => {
  const parts = kept.filter(({ _et }) => _et === "board");
  const shown = new Map(
    parts
      .flatMap(({ packed }) => unpackPart(packed as Uint8Array, day).pupils)
      .map(({ pupilId, version }) => [pupilId, version]),
  );
  return pupilIds.flatMap((pupilId) => {
    const version = kept.find(({ _et, pupilId: of }) => _et === "presence" && of === pupilId)?.version;
    return shown.get(pupilId) === version
      ? []
      : [`the board shows ${pupilId} as of ${shown.get(pupilId)}, not ${version}`];
  });
};

/** What is wrong with the days of the pupils, in sentences. */
export const checkDays = (scene: Scene, history: History, kept: Kept): readonly string[] => [
  ...history.surprises,
  ...saidOnce(history, kept),
  ...answeredWith(history, kept, scene),
  ...folded(scene, kept),
  ...onBoard(scene, kept),
];
