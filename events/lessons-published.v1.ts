import { AudienceId, ClockTime, domainEvent, PersonId, RoomId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/** A weekly slot as it travels. */
export const PublishedSlot = z.object({
  key: z.string().length(6),
  weekday: z.int().min(1).max(7),
  start: ClockTime,
  minutes: z.int().positive(),
  weeks: z.string().regex(/^[0-9a-f]{14}$/),
  subject: z.object({ code: z.string(), label: z.string() }),
  teachers: z.array(z.object({ id: PersonId, name: z.string() })),
  audiences: z.array(z.object({ id: AudienceId, code: z.string() })).min(1),
  room: z.object({ id: RoomId, label: z.string() }).exactOptional(),
});

/**
 * The weekly slots of one audience or one teacher, weekday by weekday, each whole: an empty list means that nothing is left of that day.
 * Days that did not change are not named.
 * `classes` are the classes whose pupils attend an audience's lessons (none for a teacher's view).
 */
export const lessonsPublishedV1 = domainEvent({
  name: "lessons-published.v1",
  owner: "timetable",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    view: z.union([
      z.object({ kind: z.literal("audience"), id: AudienceId }),
      z.object({ kind: z.literal("teacher"), id: PersonId }),
    ]),
    classes: z.array(AudienceId),
    days: z.array(z.object({ weekday: z.int().min(1).max(7), version: Version, slots: z.array(PublishedSlot) })).min(1),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    view: { kind: "audience", id: "aud_7k2mq4x9d0abc" },
    classes: ["aud_7k2mq4x9d0abc"],
    days: [
      {
        weekday: 1,
        version: 1767225600000,
        slots: [
          {
            key: "3f8z1q",
            weekday: 1,
            start: "08:00",
            minutes: 55,
            weeks: "1fffffffffffff",
            subject: { code: "MATHS", label: "Mathématiques" },
            teachers: [{ id: "per_7k2mq4x9d0abc", name: "Mme BRIAC" }],
            audiences: [{ id: "aud_7k2mq4x9d0abc", code: "6A" }],
            room: { id: "roo_7k2mq4x9d0abc", label: "B12" },
          },
        ],
      },
    ],
  },
});
