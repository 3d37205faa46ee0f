import { spokenDay } from "@preau/calendar";
import { type KeptNotice, type Kind, kindOf, retracted, standingOf, type ToldLesson } from "./notice.ts";

/** The same news in the words of a mail, of a telephone, and of the list of notices. */
export interface Words {
  readonly subject: string;
  readonly text: string;
  readonly short: string;
}

type Said = Pick<KeptNotice, "pupilName" | "day" | "history">;

const NAMES: Readonly<Record<Kind, { readonly told: string; readonly undone: string; readonly plain: string }>> = {
  absence: { told: "Absence signalée", undone: "l’absence signalée est annulée", plain: "absence" },
  lateness: { told: "Retard signalé", undone: "le retard signalé est annulé", plain: "retard" },
  "early-departure": { told: "Départ signalé", undone: "le départ signalé est annulé", plain: "départ" },
};

const hoursOf = ({ start, end, subject }: ToldLesson): string => `de ${start} à ${end} (${subject})`;

const minutesOf = ({ state, minutes }: ToldLesson): string =>
  minutes !== undefined && state === "late" ? ` de ${minutes} min` : "";

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} et ${parts.at(-1)}`;

const groupsOf = (lessons: readonly ToldLesson[]): readonly (readonly [ToldLesson, readonly ToldLesson[]])[] =>
  [...Map.groupBy(lessons, (lesson) => `${kindOf(lesson.state)}${minutesOf(lesson)}`).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [[first, group] as const];
  });

/** « Absence signalée pour Nina lundi 23 novembre de 08:00 à 08:55 (Mathématiques), en cours de vérification … ». */
const affirmation = (name: string, day: string, lessons: readonly ToldLesson[]): string => {
  const parts = groupsOf(lessons).map(([first, group], index) => {
    const what = NAMES[kindOf(first.state)].told.replace(" ", `${minutesOf(first)} `);
    const hours = listed(group.map(hoursOf));
    return index === 0 ? `${what} pour ${name} ${spokenDay(day)} ${hours}` : `${what.toLowerCase()} ${hours}`;
  });
  return `${parts.join(" ; ")}, en cours de vérification par l’établissement.`;
};

/** What a correction leaves as it was. */
const remainder = (lessons: readonly ToldLesson[]): string => {
  const parts = groupsOf(lessons).map(
    ([first, group]) => `${NAMES[kindOf(first.state)].plain}${minutesOf(first)} ${listed(group.map(hoursOf))}`,
  );
  return `Toujours signalé : ${parts.join(" ; ")}, en cours de vérification par l’établissement.`;
};

const correction = (lesson: ToldLesson, standing: readonly ToldLesson[]): string => {
  const now = standing.find(({ lessonId }) => lessonId === lesson.lessonId);
  const { undone } = NAMES[kindOf(lesson.state)];
  const instead = now === undefined ? "" : `, il s’agit d’un ${NAMES[kindOf(now.state)].plain}${minutesOf(now)}`;
  return `${hoursOf(lesson)}, ${undone}${instead.replace("d’un absence", "d’une absence")}`;
};

const subjectOf = (lessons: readonly ToldLesson[]): string => {
  const [first] = lessons;
  return NAMES[first === undefined ? "absence" : kindOf(first.state)].told;
};

const compose = ({ pupilName, day, history }: Said, undone: readonly ToldLesson[]): Words => {
  const standing = standingOf({ history }).filter(({ disputed }) => !disputed);
  const replaced = new Set(undone.map(({ lessonId }) => lessonId));
  const others = standing.filter(({ lessonId }) => !replaced.has(lessonId));
  if (undone.length === 0) {
    const text = affirmation(pupilName, day, standing);
    return { subject: `${subjectOf(standing)} pour ${pupilName}`, text, short: text };
  }
  const corrected = `Rectification pour ${pupilName} ${spokenDay(day)} : ${undone.map((one) => correction(one, standing)).join(" ; ")}.`;
  const text = others.length === 0 ? corrected : `${corrected} ${remainder(others)}`;
  return { subject: `Rectification pour ${pupilName}`, text, short: corrected };
};

/** What leaves by a channel: what it has to take back, and what stands. It never states as certain what the school has not confirmed. */
export const wordsOf = (notice: Said, undone: readonly ToldLesson[]): Words => compose(notice, undone);

/** What the family reads in the list, whatever left by telephone or mail: all that was ever said of the half-day is accounted for. */
export const messageOf = (notice: Said): string => {
  const said = new Map(
    notice.history.flatMap(({ lessons }) => lessons.map((one) => [`${one.lessonId} ${one.state}`, one] as const)),
  );
  const standing = standingOf(notice);
  if (standing.length > 0 && standing.every(({ disputed }) => disputed))
    return `Signalement pour ${notice.pupilName} ${spokenDay(notice.day)} : l’établissement a reçu des informations contradictoires et les vérifie.`;
  return compose(notice, retracted([...said.values()], standing)).text;
};
