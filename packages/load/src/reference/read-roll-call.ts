import { z } from "zod";
import { getItem, getItems, queryItems } from "./database.ts";
import type { AudienceItem, ExemptionItem, LessonItem, MarkItem, MemberItem, PersonItem } from "./items.ts";
import { clock, HttpError, type RouteHandler, type User } from "./router.ts";

const Params = z.object({ schoolId: z.string().regex(/^\d{7}[A-Z]$/), lessonId: z.string().min(1) });
const SCHOOL_LIFE = ["cpe", "supervisor", "head"];

/** The lesson, if the user may call its roll. */
export const lessonFor = async (user: User, given: Record<string, string>): Promise<LessonItem> => {
  const { schoolId, lessonId } = Params.parse(given);
  const here = user.memberships.filter((one) => one.schoolId === schoolId);
  if (!here.some(({ role }) => role === "teacher" || SCHOOL_LIFE.includes(role))) throw new HttpError(403, "Forbidden");
  const lesson = await getItem<LessonItem>(`LESSON#${lessonId}`, "META");
  const gives = lesson?.teachers.some(({ id }) => here.some(({ personId }) => personId === id));
  if (lesson === undefined || !(gives || here.some(({ role }) => SCHOOL_LIFE.includes(role))))
    throw new HttpError(404, "Not found");
  return lesson;
};

const absentBefore = async (lesson: LessonItem, audienceId: string): Promise<Set<string>> => {
  const today = await queryItems<LessonItem>(`AUDIENCE#${audienceId}`, `DAY#${lesson.day}`);
  const previous = today.filter(({ start }) => start < lesson.start).at(-1);
  if (previous === undefined) return new Set();
  const marks = await queryItems<MarkItem>(`LESSON#${previous.lessonId}`, "MARK#");
  return new Set(marks.filter(({ status }) => status === "absent").map(({ pupilId }) => pupilId));
};

export const readRollCall: RouteHandler = {
  method: "GET",
  path: "/v1/schools/:schoolId/roll-calls/:lessonId",
  handle: async ({ params, user }) => {
    const lesson = await lessonFor(user, params);
    const audienceId = lesson.audiences[0]?.id ?? "";
    const [audience, members, marks, exemptions, absent] = await Promise.all([
      getItem<AudienceItem>(`AUDIENCE#${audienceId}`, "META"),
      queryItems<MemberItem>(`AUDIENCE#${audienceId}`, "PUPIL#"),
      queryItems<MarkItem>(`LESSON#${lesson.lessonId}`, "MARK#"),
      queryItems<ExemptionItem>(`AUDIENCE#${audienceId}`, "EXEMPTION#"),
      absentBefore(lesson, audienceId),
    ]);
    const people = await getItems<PersonItem>(
      members.map(({ pupilId }) => ({ pk: `PERSON#${pupilId}`, sk: "PROFILE" })),
    );
    const pupils = people.map(({ personId, familyName, givenName }) => {
      const mark = marks.find(({ pupilId }) => pupilId === personId);
      const exemption = exemptions.find(
        ({ pupilId, subjectCode, from, to }) =>
          pupilId === personId &&
          from <= lesson.day &&
          lesson.day <= to &&
          (subjectCode === null || subjectCode === lesson.subject.code),
      );
      return {
        pupilId: personId,
        familyName,
        givenName,
        className: audience?.code ?? "",
        photo: null,
        status: mark?.status ?? "present",
        ...(mark?.minutesLate && { minutesLate: mark.minutesLate }),
        absentAtPreviousLesson: absent.has(personId),
        exemption: exemption ? { reason: exemption.reason, mustAttend: exemption.mustAttend } : null,
      };
    });
    pupils.sort(
      (a, b) => a.familyName.localeCompare(b.familyName, "fr") || a.givenName.localeCompare(b.givenName, "fr"),
    );
    return {
      schoolId: lesson.schoolId,
      lesson: { ...lesson, subject: lesson.subject.label, room: lesson.room?.label ?? null },
      state: lesson.version > 0 ? "done" : "to-do",
      version: lesson.version,
      pupils,
      submittedAt: lesson.submittedAt ?? null,
      now: clock.now().toISOString(),
    };
  },
};
