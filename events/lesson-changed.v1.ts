import { AudienceId, Day, domainEvent, LessonId, PersonId, RoomId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";
import { PublishedSlot } from "./lessons-published.v1.ts";

/** One lesson on one day is cancelled, moved to another room, given by somebody else, or back to what was planned. */
export const lessonChangedV1 = domainEvent({
  name: "lesson-changed.v1",
  owner: "timetable",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    lessonId: LessonId,
    day: Day,
    version: Version,
    status: z.enum(["planned", "cancelled", "moved"]),
    label: z.string().exactOptional(),
    room: z.object({ id: RoomId, label: z.string() }).exactOptional(),
    /** Who gives it that day, when not those of every week. */
    teachers: z.array(z.object({ id: PersonId, name: z.string() })).exactOptional(),
    /** Its weekly slot, when somebody gives it who has no such slot. */
    slot: PublishedSlot.exactOptional(),
    audienceIds: z.array(AudienceId),
    /** The classes whose pupils attend. */
    classIds: z.array(AudienceId),
    /** Everybody whose timetable it is or was in that day. */
    teacherIds: z.array(PersonId),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
    day: "2026-11-23",
    version: 1,
    status: "cancelled",
    label: "Professeur absent",
    audienceIds: ["aud_7k2mq4x9d0abc"],
    classIds: ["aud_7k2mq4x9d0abc"],
    teacherIds: ["per_7k2mq4x9d0abc"],
  },
});
