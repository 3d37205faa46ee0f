import { stateOf } from "../../../../functions/attendance/register.ts";
import { type Kept, registerIn } from "../histories/check-register.ts";
import type { KeptItem } from "../histories/kept-items.ts";
import type { Scene } from "../histories/scene.ts";
import type { Word } from "./say-beside.ts";

interface Seen {
  readonly lessonId: string;
  readonly state: string;
  readonly announced: boolean;
  readonly decided: string;
  readonly justified: boolean;
}
interface Presence {
  readonly version: number;
  readonly lessons: readonly Seen[];
}

/** The fold of a pupil's day that stands; version 0 when there was never anything to say. */
export const presenceIn = (kept: Kept, pupilId: string): Presence => {
  const item = kept.find((one) => one._et === "presence" && one.pupilId === pupilId);
  const presence = item?.presence as { readonly lessons: readonly Seen[] } | undefined;
  return { version: Number(item?.version ?? 0), lessons: presence?.lessons ?? [] };
};

const times = (items: readonly KeptItem[], entity: string, says: (item: KeptItem) => unknown, mark: string): number =>
  items.filter((item) => item._et === entity && String(says(item)).endsWith(mark)).length;

const commentOf = ({ note }: KeptItem): unknown => (note as { readonly comment?: string } | undefined)?.comment;
const answerOf = ({ notice }: KeptItem): unknown =>
  (notice as { readonly answer?: { readonly text: string } } | undefined)?.answer?.text;
const statementOf = ({ statement }: KeptItem): unknown => (statement as { readonly text?: string } | undefined)?.text;

/** What was noted and answered lies once if it was acknowledged, never if it was refused; an answer is stated to attendance, once too. */
export const checkWords = (words: readonly Word[], attendance: Kept, notices: Kept): readonly string[] =>
  words.flatMap(({ command, mark, outcome }) => {
    const found =
      command === "addFollowUp"
        ? [times(attendance, "follow-up", commentOf, mark)]
        : [times(notices, "notice", answerOf, mark), times(attendance, "statement", statementOf, ` : ${mark}`)];
    const wanted = outcome === "done" ? 1 : 0;
    const wrong = found.find((count) => (outcome === "unknown" ? count > 1 : count !== wanted));
    return wrong === undefined ? [] : [`${command} ${mark}, ${outcome}, lies ${found.join(" and ")} times`];
  });

interface Told {
  readonly lessonId: string;
  readonly state: string;
  readonly disputed?: true;
}

const toldTo = (notices: Kept, guardianId: string, pupilId: string): readonly Told[] =>
  notices
    .filter((one) => one._et === "notice" && one.guardianId === guardianId && one.pupilId === pupilId)
    .flatMap(
      ({ notice }) =>
        (notice as { readonly history: readonly { lessons: readonly Told[] }[] }).history.at(-1)?.lessons ?? [],
    );

const isNews = ({ state, announced, decided, justified }: Seen): boolean =>
  ["absent", "late", "left"].includes(state) && !announced && !(decided === "yes" && justified);

/** Once all is quiet, each guardian was told what stands of the child's day, and nothing else. */
export const checkNotices = ({ roster }: Scene, attendance: Kept, notices: Kept): readonly string[] =>
  roster.pupils.flatMap(({ pupilId, guardianIds }) => {
    const { lessons } = presenceIn(attendance, pupilId);
    return guardianIds.flatMap((guardianId) => {
      const told = toldTo(notices, guardianId, pupilId);
      const wrong = told.filter(({ lessonId, state, disputed }) => {
        const now = lessons.find((one) => one.lessonId === lessonId);
        return now?.state === "conflict" ? disputed !== true : disputed === true || now?.state !== state;
      });
      const missing = lessons.filter((one) => isNews(one) && !told.some(({ lessonId }) => lessonId === one.lessonId));
      return [
        ...wrong.map(
          ({ lessonId, state }) => `a wrong notice: ${guardianId} reads ${state} of ${pupilId} at ${lessonId}`,
        ),
        ...missing.map(({ lessonId }) => `a missing notice: ${guardianId} was not told of ${pupilId} at ${lessonId}`),
      ];
    });
  });

/** Once all is quiet, whoever follows the days of pupils has seen the last of each: the book of the class, the news of school life. */
export const checkFollowers = ({ roster }: Scene, attendance: Kept, notices: Kept): readonly string[] =>
  roster.pupils.flatMap(({ pupilId }) => {
    const { version } = presenceIn(attendance, pupilId);
    if (version === 0) return [];
    const tally = attendance.find((one) => one._et === "tally" && one.pupilId === pupilId)?.version;
    const line = notices.find((one) => one._et === "news" && one.pupilId === pupilId)?.news;
    const news = (line as { readonly presence?: { readonly version: number } } | undefined)?.presence?.version;
    return [
      ...(tally === version ? [] : [`the book of the class holds ${pupilId} as of ${tally}, not ${version}`]),
      ...(news === version ? [] : [`the news hold ${pupilId} as of ${news}, not ${version}`]),
    ];
  });

/** Once all is quiet, the first screen of each teacher says of the roll what the register says: each event handled, in effect once. */
export const checkHome = ({ lessonId, slots }: Scene, attendance: Kept, home: Kept): readonly string[] => {
  const register = registerIn(attendance);
  if (register.version === 0) return [];
  const statuses = [...stateOf(register).values()].map(({ status }) => status);
  const count = (wanted: string): number => statuses.filter((status) => status === wanted).length;
  const wanted = `${register.version}: ${count("absent")} absent, ${count("late")} late`;
  const called = home.filter((one) => one._et === "called" && one.l === lessonId);
  const teachers = slots[0]?.teachers ?? [];
  return teachers.flatMap(({ id }) => {
    const own = called.find(({ pk }) => pk.endsWith(`#${id}`));
    const found = own === undefined ? "nothing" : `${own.v}: ${own.a} absent, ${own.r} late`;
    return found === wanted
      ? []
      : [`the first screen of a teacher says ${found} of ${lessonId}, the register ${wanted}`];
  });
};
