import { addDays } from "@preau/calendar";
import { shownNotice } from "../../../../functions/notices/shown-notice.ts";
import type {
  AudienceItem,
  LessonItem,
  MarkItem,
  MemberItem,
  NoticeItem,
  PersonItem,
  SchoolItem,
} from "../reference/items.ts";
import { MOTHER, SCHOOL } from "./directory.ts";
import { toldNotices } from "./notices.ts";
import { earlierToday, motherId, pastLessons, rosters, type SchoolLesson, schoolId, todaysLessons } from "./school.ts";
import { WEEKDAYS } from "./timetable.ts";

type Item = { readonly pk: string; readonly sk: string } & Readonly<Record<string, unknown>>;

const item = <Content extends object>(pk: string, sk: string, content: Content): Item => ({ pk, sk, ...content });

const lessonOf = ({ slot, day, end, lessonId }: SchoolLesson): LessonItem => {
  const { key: _key, weekday: _weekday, weeks: _weeks, teachers, audiences, ...lesson } = slot;
  const people = { teachers: [...teachers], audiences: [...audiences] };
  return { ...lesson, ...people, lessonId, schoolId, day, end, status: "planned", version: 0 };
};

const withTimetable = (lesson: LessonItem): readonly Item[] => [
  item<LessonItem>(`LESSON#${lesson.lessonId}`, "META", lesson),
  ...lesson.audiences.map(({ id }) =>
    item<LessonItem>(`AUDIENCE#${id}`, `DAY#${lesson.day}#${lesson.start}#${lesson.lessonId}`, lesson),
  ),
];

/** Today's lessons, the same on the four days after it for whoever reads a week, and those to be called. */
const lessons = (): readonly Item[] => [
  ...todaysLessons.flatMap((lesson) =>
    WEEKDAYS.flatMap((weekday) => {
      const [day, days] = [addDays(lesson.day, weekday - 1), lesson.lessonId.slice(0, -8)];
      return withTimetable({ ...lessonOf(lesson), day, lessonId: `${days}${day.replaceAll("-", "")}` });
    }),
  ),
  ...pastLessons.map((lesson) => item(`LESSON#${lesson.lessonId}`, "META", lessonOf(lesson))),
];

const peopleAndAudiences = (): readonly Item[] =>
  rosters.flatMap(({ audience, pupils }) => [
    item<AudienceItem>(`AUDIENCE#${audience.id}`, "META", { audienceId: audience.id, ...audience }),
    ...pupils.flatMap(({ pupilId, familyName, givenName, classId }) => {
      const member: MemberItem = { pupilId, audienceId: audience.id, kind: audience.kind };
      const person: PersonItem = { personId: pupilId, schoolId, familyName, givenName, classId };
      return [
        item(`AUDIENCE#${audience.id}`, `PUPIL#${pupilId}`, member),
        item(`PERSON#${pupilId}`, `MEMBER#${audience.id}`, member),
        ...(audience.kind === "class" ? [item(`PERSON#${pupilId}`, "PROFILE", person)] : []),
      ];
    }),
  ]);

const marks = (): readonly Item[] =>
  earlierToday.flatMap(({ lessonId, marks: absent }) =>
    (rosters[0]?.pupils ?? []).map(({ pupilId }) =>
      item<MarkItem>(`LESSON#${lessonId}`, `MARK#${pupilId}`, {
        pupilId,
        status: absent.some((mark) => mark.pupilId === pupilId) ? "absent" : "present",
      }),
    ),
  );

/** The same school, laid out as the reference arm expects it: one item per thing. */
export const referenceItems = (): readonly Item[] => [
  item<SchoolItem>(`SCHOOL#${schoolId}`, "META", { schoolId, ...SCHOOL }),
  item<PersonItem>(`PERSON#${motherId}`, "PROFILE", { personId: motherId, schoolId, ...MOTHER }),
  ...peopleAndAudiences(),
  ...lessons(),
  ...marks(),
  ...toldNotices
    .map(shownNotice)
    .map((notice) =>
      item<NoticeItem>(`PERSON#${motherId}`, `NOTICE#${notice.day}#${notice.half}#${notice.pupilId}`, notice),
    ),
];
