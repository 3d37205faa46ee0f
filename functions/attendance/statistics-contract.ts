import { AudienceId, Day, file, route, SCHOOL_LIFE, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

const By = z.enum(["class", "reason", "month", "weekday", "hour"]);

const row = {
  key: z.string(),
  label: z.string(),
  justified: z.int().meta({ description: "Half-days with a valid reason" }),
  unjustified: z.int(),
  lateness: z.int(),
  lessons: z.int().meta({ description: "Lessons missed in those half-days" }),
  pupils: z.int(),
  aboveLaw: z.int().meta({
    description: "Pupils with four half-days or more without a valid reason in one month (code de l’éducation, L131-8)",
  }),
};

const rowExample = {
  key: "aud_7k2mq4x9d0abc",
  label: "6A",
  justified: 12,
  unjustified: 5,
  lateness: 7,
  lessons: 41,
  pupils: 9,
  aboveLaw: 1,
};

export const AttendanceStatistics = z
  .object({
    schoolId: SchoolId,
    from: Day,
    to: Day,
    by: By,
    ruleVersion: Version.meta({ description: "The version of the school’s rule by which all of it was counted" }),
    total: z.object(row),
    rows: z.array(z.object(row)),
  })
  .meta({
    id: "AttendanceStatistics",
    description: "Absences told apart: each half-day is on exactly one line, so that the lines add up to the one count",
    examples: [
      {
        schoolId: "0990001N",
        from: "2026-09-01",
        to: "2026-11-23",
        by: "class",
        ruleVersion: 1,
        total: { ...rowExample, key: "total", label: "Ensemble" },
        rows: [rowExample],
      },
    ],
  });

const params = z.strictObject({ schoolId: SchoolId });
const query = z.strictObject({
  by: By.default("class"),
  classId: AudienceId.optional(),
  from: Day.optional().meta({ description: "The beginning of the school year unless said" }),
  to: Day.optional(),
});

export const statisticsRoutes = {
  readAttendanceStatistics: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/attendance-statistics",
    summary: "Absences and latenesses by class, reason, month, weekday or hour, within one school year",
    roles: SCHOOL_LIFE,
    priority: "deferrable",
    params,
    query,
    replies: { 200: AttendanceStatistics },
  }),
  exportAttendanceStatistics: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/attendance-statistics.csv",
    summary: "The same table, to keep",
    roles: SCHOOL_LIFE,
    priority: "deferrable",
    params,
    query,
    replies: { 200: file("text/csv") },
  }),
} as const;
