import { getItem, queryItems } from "./database.ts";
import type { AudienceItem, LessonItem, MemberItem, NoticeItem, PersonItem } from "./items.ts";
import { clock, HttpError, type RouteHandler, type User } from "./router.ts";

const NOTICES_A_CHILD = 5;

/** What a first screen shows of a notice. */
const homeNotice = ({ noticeId, schoolId, pupilId, kind, state, day, half, message }: NoticeItem) => ({
  noticeId,
  schoolId,
  pupilId,
  kind,
  state,
  day,
  half,
  message,
  acknowledged: false,
});

const cardOf = async ({ schoolId, pupilId }: User["children"][number], notices: NoticeItem[]) => {
  const [person, members] = await Promise.all([
    getItem<PersonItem>(`PERSON#${pupilId}`, "PROFILE"),
    queryItems<MemberItem>(`PERSON#${pupilId}`, "MEMBER#"),
  ]);
  if (person === undefined) return [];
  const [audience, ...days] = await Promise.all([
    getItem<AudienceItem>(`AUDIENCE#${person.classId}`, "META"),
    ...members.map(({ audienceId }) => queryItems<LessonItem>(`AUDIENCE#${audienceId}`, `DAY#${clock.today()}`)),
  ]);
  return [
    {
      pupilId,
      schoolId,
      givenName: person.givenName,
      familyName: person.familyName,
      className: audience?.code ?? "",
      lessons: days.flat().sort((a, b) => a.start.localeCompare(b.start) || a.lessonId.localeCompare(b.lessonId)),
      notices: notices
        .filter((notice) => notice.pupilId === pupilId)
        .slice(0, NOTICES_A_CHILD)
        .map(homeNotice),
    },
  ];
};

export const home: RouteHandler = {
  method: "GET",
  path: "/v1/home",
  handle: async ({ user }) => {
    const guardian = user.memberships.find(({ role }) => role === "guardian");
    if (guardian === undefined) throw new HttpError(403, "Forbidden");
    const notices = (await queryItems<NoticeItem>(`PERSON#${guardian.personId}`, "NOTICE#")).reverse();
    const children = await Promise.all(user.children.map((child) => cardOf(child, notices)));
    const paris = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", timeStyle: "short" });
    return {
      now: { day: clock.today(), time: paris.format(clock.now()) },
      schools: [{ schoolId: guardian.schoolId, roles: ["guardian"] }],
      children: children.flat(),
      lessons: [],
      notices: { waiting: notices.filter(({ state }) => state !== "withdrawn").length },
    };
  },
};
