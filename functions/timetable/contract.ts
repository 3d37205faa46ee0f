import {
  AudienceId,
  ClockTime,
  contract,
  Day,
  LessonId,
  PersonId,
  page,
  pageQuery,
  RoomId,
  route,
  SchoolId,
  STAFF_ROLES,
  Version,
} from "@preau/contract";
import * as z from "zod";

/** The longest range one request may ask for. */
export const MAX_DAYS = 7;

export const Room = z.object({ roomId: RoomId, schoolId: SchoolId, label: z.string() }).meta({
  id: "Room",
  description: "A room of the school, as its timetable names it",
  examples: [{ roomId: "roo_7k2mq4x9d0abc", schoolId: "0990001N", label: "B12" }],
});
export type Room = z.output<typeof Room>;

const Status = z.enum(["planned", "cancelled", "moved"]).meta({
  description: "`planned`: as every week; `cancelled`: does not take place; `moved`: takes place in another room",
});
const label = z.string().trim().min(1, "Écrivez un motif, ou retirez-le avec null.").max(120);

export const Lesson = z
  .object({
    lessonId: LessonId,
    schoolId: SchoolId,
    day: Day,
    start: ClockTime,
    end: ClockTime,
    minutes: z.int().positive(),
    subject: z.object({ code: z.string(), label: z.string() }),
    teachers: z.array(z.object({ id: PersonId, name: z.string() })),
    audiences: z.array(z.object({ id: AudienceId, code: z.string() })).min(1),
    room: z.object({ id: RoomId, label: z.string() }).exactOptional(),
    status: Status,
    label: z.string().exactOptional().meta({ description: "Why, as families read it: « Professeur absent »" }),
    version: Version,
  })
  .meta({
    id: "Lesson",
    description: "One lesson on one day, exceptions applied; version 0 means that nothing was changed that day",
    examples: [
      {
        lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
        schoolId: "0990001N",
        day: "2026-11-23",
        start: "08:00",
        end: "08:55",
        minutes: 55,
        subject: { code: "MATHS", label: "Mathématiques" },
        teachers: [{ id: "per_7k2mq4x9d0abc", name: "Solène BRIAC" }],
        audiences: [{ id: "aud_7k2mq4x9d0abc", code: "6A" }],
        room: { id: "roo_7k2mq4x9d0abc", label: "B12" },
        status: "planned",
        version: 0,
      },
    ],
  });
export type Lesson = z.output<typeof Lesson>;

export const TimetableDetention = z
  .object({
    measureId: z.string(),
    schoolId: SchoolId,
    pupilId: PersonId,
    day: Day,
    start: ClockTime,
    end: ClockTime,
    label: z.string().meta({ description: "What the school calls it: « Retenue »" }),
    place: z.string(),
    supervisor: z.string().exactOptional(),
  })
  .meta({
    id: "TimetableDetention",
    description: "A detention in the timetable of a pupil; its reasons are in the pupil's file",
    examples: [
      {
        measureId: "mea_0t2mq4x9d0abc",
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        day: "2026-11-25",
        start: "14:00",
        end: "16:00",
        label: "Retenue",
        place: "Permanence 2",
      },
    ],
  });

export const LessonPatch = z
  .strictObject({
    status: Status.exactOptional(),
    label: label.nullable().exactOptional(),
    roomId: RoomId.nullable().exactOptional(),
    teacherIds: z.array(PersonId).min(1).max(5).nullable().exactOptional().meta({
      description: "Who gives it that day (a replacement, a co-teacher), whole; null for those of every week",
    }),
    version: Version,
  })
  .meta({
    id: "LessonPatch",
    description: "Merge patch of one lesson on one day; `version` is the one that was read, null removes",
    examples: [{ status: "cancelled", label: "Professeur absent", version: 0 }],
  });
export type LessonPatch = z.output<typeof LessonPatch>;

export const NewTimetable = z
  .strictObject({
    format: z.literal("exp-cours"),
    xml: z.string().min(1).max(5_500_000).meta({
      description: "The text of EXP_COURS.xml; a request of more than 6 MB never reaches the function",
    }),
  })
  .meta({
    id: "NewTimetable",
    description: "The weekly lessons of the whole school, as EDT exports them; what the file no longer says is removed",
    examples: [{ format: "exp-cours", xml: '<?xml version="1.0" encoding="UTF-8"?><TABLE nom="Cours"></TABLE>' }],
  });

/** What a course may be blamed for. Only `course-refused` and `unknown-audience` without a known one keep a course out. */
export const IssueCode = z.enum([
  "course-refused",
  "unknown-audience",
  "unknown-teacher",
  "ambiguous-teacher",
  "overlapping-courses",
]);

const TimetableIssue = z
  .object({
    line: z.int().positive(),
    code: IssueCode,
    message: z.string().meta({ description: "What is wrong and what to do, in French" }),
  })
  .meta({
    id: "TimetableIssue",
    description: "One thing to look at in the file, with its line",
    examples: [
      {
        line: 12,
        code: "unknown-audience",
        message: "Cours 12 : la classe ou le groupe « 6Z » n’existe pas dans l’annuaire. Le cours n’est pas importé.",
      },
    ],
  });
export type TimetableIssue = z.output<typeof TimetableIssue>;

const count = z.int().min(0);

export const TimetableReport = z
  .object({
    message: z.string().meta({ description: "The outcome in one French sentence" }),
    slots: z.object({ read: count, imported: count, faulty: count }).meta({
      description: "Courses of the file; `faulty` were not imported",
    }),
    audiences: count,
    teachers: count,
    rooms: count,
    created: count.meta({ description: "Days of a class, a group, a teacher or a room that had no lessons before" }),
    changed: count,
    unchanged: count,
    removed: count,
    issues: z.object({ total: count, first: z.array(TimetableIssue).max(100) }),
  })
  .meta({
    id: "TimetableReport",
    description: "What an import of the timetable read and changed",
    examples: [
      {
        message: "Emploi du temps importé : 1 cours.",
        slots: { read: 1, imported: 1, faulty: 0 },
        audiences: 1,
        teachers: 1,
        rooms: 1,
        created: 3,
        changed: 0,
        unchanged: 0,
        removed: 0,
        issues: { total: 0, first: [] },
      },
    ],
  });
export type TimetableReport = z.output<typeof TimetableReport>;

const inSchool = z.strictObject({ schoolId: SchoolId });

export const timetableContract = contract({
  name: "timetable",
  title: "Lessons, day by day",
  problems: {
    "timetable-unreadable": {
      status: 422,
      title: "Ce fichier d’emploi du temps ne peut pas être lu : rien n’a été modifié.",
    },
  },
  routes: {
    readLessons: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/lessons",
      summary: "The lessons of a class, a group, a teacher, a room or a pupil, over seven days at most",
      roles: [...STAFF_ROLES, "pupil", "guardian"],
      priority: "essential",
      params: inSchool,
      query: z.strictObject({
        from: Day.exactOptional(),
        to: Day.exactOptional(),
        audienceId: AudienceId.exactOptional(),
        teacherId: PersonId.exactOptional(),
        roomId: RoomId.exactOptional(),
        pupilId: PersonId.exactOptional(),
      }),
      replies: {
        200: page(Lesson).extend({
          schoolId: SchoolId,
          from: Day,
          to: Day,
          pupilId: PersonId.exactOptional(),
          detentions: z.array(TimetableDetention).exactOptional().meta({
            description: "Of a pupil, for the pupil, the family and school life",
          }),
        }),
      },
    }),
    changeLesson: route({
      method: "PATCH",
      path: "/v1/schools/{schoolId}/lessons/{lessonId}",
      summary:
        "Cancel one lesson on one day, move it to another room, have somebody else give it, or put it back as planned",
      roles: ["head", "cpe", "office"],
      priority: "standard",
      params: z.strictObject({ schoolId: SchoolId, lessonId: LessonId }),
      body: LessonPatch,
      replies: { 200: Lesson },
      idempotent: true,
    }),
    listRooms: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/rooms",
      summary: "The rooms of the school, by label",
      roles: STAFF_ROLES,
      priority: "standard",
      params: inSchool,
      query: z.strictObject(pageQuery),
      replies: { 200: page(Room) },
    }),
    readRoomOccupancy: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/rooms/{roomId}/occupancy",
      summary: "The lessons that take place in a room on one day",
      roles: STAFF_ROLES,
      priority: "standard",
      params: z.strictObject({ schoolId: SchoolId, roomId: RoomId }),
      query: z.strictObject({ day: Day.exactOptional() }),
      replies: { 200: page(Lesson).extend({ room: Room, day: Day }) },
    }),
    importTimetable: route({
      method: "PUT",
      path: "/v1/schools/{schoolId}/timetable",
      summary: "Replace the weekly lessons of the school by those of an EXP_COURS file, and say what changed",
      roles: ["head", "office"],
      priority: "deferrable",
      params: inSchool,
      body: NewTimetable,
      replies: { 200: TimetableReport },
      problems: ["timetable-unreadable"],
      idempotent: true,
    }),
  },
});
