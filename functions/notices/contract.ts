import {
  ClockTime,
  contract,
  Day,
  Instant,
  LessonId,
  PersonId,
  page,
  pageQuery,
  route,
  SchoolId,
  Version,
} from "@preau/contract";
import * as z from "zod";
import { reachRoutes } from "./reach-contract.ts";

export const Notice = z
  .object({
    noticeId: z.string().regex(/^not_[0-9a-z]{13}$/),
    schoolId: SchoolId,
    pupilId: PersonId,
    pupilName: z.string().meta({ description: "Given name of the child concerned" }),
    kind: z.enum(["absence", "lateness"]),
    state: z.enum(["waiting", "withdrawn"]).meta({
      description: "`waiting`: recorded, not sent yet; `withdrawn`: corrected by the school before it was sent",
    }),
    message: z.string().meta({ description: "What the family reads, in French" }),
    lesson: z.object({ lessonId: LessonId, day: Day, start: ClockTime, end: ClockTime, subject: z.string() }),
    minutesLate: z.int().optional(),
    recordedAt: Instant,
    version: Version,
  })
  .meta({
    id: "Notice",
    description: "What a family is told of one child at one lesson",
    examples: [
      {
        noticeId: "not_7k2mq4x9d0abc",
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        pupilName: "Nina",
        kind: "absence",
        state: "waiting",
        message:
          "Absence signalée pour Nina lundi 23 novembre de 08:00 à 08:55 (Mathématiques), en cours de vérification par l’établissement.",
        lesson: {
          lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
          day: "2026-11-23",
          start: "08:00",
          end: "08:55",
          subject: "Mathématiques",
        },
        recordedAt: "2026-11-23T07:04:00.000Z",
        version: 1,
      },
    ],
  });
export type Notice = z.output<typeof Notice>;

export const noticesContract = contract({
  name: "notices",
  title: "What families are told",
  problems: {},
  routes: {
    ...reachRoutes,
    listNotices: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/notices",
      summary: "The caller's own notices of a school, the latest first",
      roles: ["guardian"],
      priority: "standard",
      params: z.strictObject({ schoolId: SchoolId }),
      query: z.strictObject(pageQuery),
      replies: { 200: page(Notice) },
    }),
  },
});
