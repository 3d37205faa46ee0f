import { dueAt, newsOf } from "./decide.ts";
import type { News, ToldNews } from "./news.ts";
import { kindOf, type Presence } from "./notice.ts";
import type { NoticeSettings } from "./settings.ts";

type Lesson = Presence["lessons"][number];
type LessonNews = "waiting" | "told" | "conflict" | "known" | "not-told";

/** Why a family has been told of a lesson, or has not. */
const newsOfLesson = (lesson: Lesson, { told, presence }: News, { tells }: NoticeSettings): LessonNews => {
  if (lesson.state === "conflict") return "conflict";
  const isSaid = told.some(({ lessons }) =>
    lessons.some(({ lessonId, state }) => lessonId === lesson.lessonId && state === lesson.state),
  );
  if (isSaid) return "told";
  if (lesson.state === "elsewhere" || !tells.includes(kindOf(lesson.state))) return "not-told";
  return presence !== undefined && newsOf(presence).includes(lesson) ? "waiting" : "known";
};

/** A pupil's news of a day as school life reads it. */
export const shownNews = (news: News, settings: NoticeSettings) => {
  const { schoolId, pupilId, givenName, className, day, presence, told } = news;
  const lessons = (presence?.lessons ?? []).map((lesson) => ({
    lessonId: lesson.lessonId,
    start: lesson.start,
    end: lesson.end,
    subject: lesson.subject,
    state: lesson.state,
    dueAt: dueAt(day, lesson, presence?.familyHoldMinutes ?? 0).toISOString(),
    news: newsOfLesson(lesson, news, settings),
  }));
  return {
    schoolId,
    pupilId,
    givenName,
    familyName: presence?.familyName ?? "",
    className,
    day,
    lessons,
    told: told.map(({ lessons: _lessons, revision: _revision, channels, ...one }) => ({
      ...one,
      channels: channels.map((channel) => ({ ...channel })),
    })),
  };
};

/** Whether a guardian was to be reached by some channel and was by none: somebody has to call. */
export const wasNotReached = ({ channels, acknowledgedAt }: ToldNews): boolean =>
  acknowledgedAt === undefined && channels.length > 0 && channels.every(({ state }) => state === "failed");

/** Whether the family says something that school life must look at: that it did not know, or that the child was there. */
export const isAlarming = ({ answer }: ToldNews): boolean =>
  answer?.reason === "unaware" || answer?.reason === "contested";
