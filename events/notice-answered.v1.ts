import { AccountId, ClockTime, Day, domainEvent, Instant, PersonId, SchoolId } from "@preau/contract";
import * as z from "zod";

/** A family answered a notice by saying why the child was away: school life reads it on the day it is about. */
export const noticeAnsweredV1 = domainEvent({
  name: "notice-answered.v1",
  owner: "notices",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    noticeId: z.string(),
    pupilId: PersonId,
    guardianId: PersonId,
    by: AccountId,
    day: Day,
    from: ClockTime,
    to: ClockTime,
    reason: z.enum(["illness", "medical-visit", "transport", "family", "other", "unaware", "contested"]),
    text: z.string(),
    at: Instant,
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    noticeId: "not_7k2mq4x9d0abc_20261123m",
    pupilId: "per_7k2mq4x9d0abc",
    guardianId: "per_0k2mq4x9d0abd",
    by: "acc_7k2mq4x9d0abc",
    day: "2026-11-23",
    from: "08:00",
    to: "08:55",
    reason: "illness",
    text: "Nina a de la fièvre.",
    at: "2026-11-23T07:40:00.000Z",
  },
});
