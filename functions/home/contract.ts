import {
  AudienceId,
  ClockTime,
  contract,
  Day,
  Instant,
  LessonId,
  MEMBER_ROLES,
  PersonId,
  Role,
  RoomId,
  route,
  SchoolId,
} from "@preau/contract";
import * as z from "zod";

const count = z.int().min(0);

export const HomeLesson = z
  .object({
    lessonId: LessonId,
    schoolId: SchoolId,
    start: ClockTime,
    end: ClockTime,
    subject: z.object({ code: z.string(), label: z.string() }),
    teachers: z.array(z.object({ id: PersonId, name: z.string() })),
    audiences: z.array(z.object({ id: AudienceId, code: z.string() })),
    room: z.object({ id: RoomId, label: z.string() }).exactOptional(),
    status: z.enum(["planned", "cancelled", "moved"]),
    label: z.string().exactOptional().meta({ description: "Why it is cancelled or moved, in French" }),
    rollCall: z.enum(["to-do", "done"]).exactOptional().meta({ description: "For whoever gives the lesson" }),
    remindedAt: Instant.exactOptional().meta({ description: "School life asked for the roll, last at this instant" }),
    absentCount: count.exactOptional(),
    lateCount: count.exactOptional(),
  })
  .meta({
    id: "HomeLesson",
    description: "One lesson of today",
    examples: [
      {
        lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
        schoolId: "0990001N",
        start: "08:00",
        end: "08:55",
        subject: { code: "MATHS", label: "Mathématiques" },
        teachers: [{ id: "per_7k2mq4x9d0abc", name: "Solène BRIAC" }],
        audiences: [{ id: "aud_7k2mq4x9d0abc", code: "6A" }],
        room: { id: "roo_7k2mq4x9d0abc", label: "B12" },
        status: "planned",
        rollCall: "to-do",
      },
    ],
  });
export type HomeLesson = z.output<typeof HomeLesson>;

export const HomeDetention = z
  .object({
    measureId: z.string(),
    schoolId: SchoolId,
    pupilId: PersonId,
    start: ClockTime,
    end: ClockTime,
    label: z.string().meta({ description: "What the school calls it: « Retenue »" }),
    place: z.string(),
    supervisor: z.string().exactOptional(),
  })
  .meta({
    id: "HomeDetention",
    description: "A detention of today, where the school tells families; its reasons are in the pupil's file",
    examples: [
      {
        measureId: "mea_0t2mq4x9d0abc",
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        start: "14:00",
        end: "16:00",
        label: "Retenue",
        place: "Permanence 2",
      },
    ],
  });
export type HomeDetention = z.output<typeof HomeDetention>;

export const HomeNotice = z
  .object({
    noticeId: z.string(),
    schoolId: SchoolId,
    pupilId: PersonId,
    kind: z.enum(["absence", "lateness", "early-departure"]),
    state: z.enum(["told", "corrected", "withdrawn"]),
    day: Day,
    half: z.enum(["morning", "afternoon"]),
    message: z.string().meta({ description: "What the family reads, in French" }),
    acknowledged: z.boolean().meta({ description: "The reader has said that they read it" }),
  })
  .meta({
    id: "HomeNotice",
    description: "What the school told lately of one child; `corrected` in part, or `withdrawn`, by the school itself",
    examples: [
      {
        noticeId: "not_7k2mq4x9d0abc_20261123m",
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        kind: "absence",
        state: "told",
        day: "2026-11-23",
        half: "morning",
        message:
          "Absence signalée pour Nina lundi 23 novembre de 08:00 à 08:55 (Mathématiques), en cours de vérification par l’établissement.",
        acknowledged: false,
      },
    ],
  });
export type HomeNotice = z.output<typeof HomeNotice>;

export const HomeChild = z
  .object({
    pupilId: PersonId,
    schoolId: SchoolId,
    givenName: z.string(),
    familyName: z.string(),
    className: z.string(),
    lessons: z.array(HomeLesson),
    detentions: z.array(HomeDetention).exactOptional().meta({ description: "Today's; left out when there is none" }),
    notices: z.array(HomeNotice).max(5),
  })
  .meta({
    id: "HomeChild",
    description: "One child of the caller: today's lessons and the latest notices",
    examples: [
      {
        pupilId: "per_7k2mq4x9d0abc",
        schoolId: "0990001N",
        givenName: "Nina",
        familyName: "MARLOW",
        className: "6A",
        lessons: [],
        notices: [],
      },
    ],
  });
export type HomeChild = z.output<typeof HomeChild>;

export const Home = z
  .object({
    now: z.object({ day: Day, time: ClockTime }).meta({ description: "What the school's clock shows" }),
    schools: z.array(z.object({ schoolId: SchoolId, roles: z.array(Role) })),
    children: z.array(HomeChild),
    lessons: z.array(HomeLesson).meta({ description: "The caller's own lessons today, as teacher or pupil" }),
    detentions: z.array(HomeDetention).exactOptional().meta({
      description: "The caller's own detentions today, as a pupil; left out when there is none",
    }),
    notices: z.object({ waiting: count }).meta({
      description: "Latest notices of all children that wait for the family to read them, without withdrawn ones",
    }),
  })
  .meta({
    id: "Home",
    description: "The first screen",
    examples: [
      {
        now: { day: "2026-11-23", time: "07:55" },
        schools: [{ schoolId: "0990001N", roles: ["guardian"] }],
        children: [],
        lessons: [],
        notices: { waiting: 0 },
      },
    ],
  });

export const homeContract = contract({
  name: "home",
  title: "The first screen",
  problems: {},
  routes: {
    readHome: route({
      method: "GET",
      path: "/v1/home",
      summary: "What a first screen needs, for every school and every child of the account, in one request",
      roles: MEMBER_ROLES,
      priority: "standard",
      replies: { 200: Home },
    }),
  },
});
