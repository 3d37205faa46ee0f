import {
  AudienceId,
  ClockTime,
  Day,
  file,
  Instant,
  PersonId,
  page,
  route,
  SCHOOL_LIFE,
  SchoolId,
  Version,
} from "@preau/contract";
import * as z from "zod";
import { whose } from "./board-contract.ts";

const inSchool = z.strictObject({ schoolId: SchoolId });
const ExemptionId = z
  .string()
  .regex(/^exe_[0-9a-z]{13}$/, "Donnez l’identifiant d’une dispense tel que la liste le donne.")
  .meta({ id: "ExemptionId", description: "An exemption", examples: ["exe_7k2mq4x9d0abc"] });

const Recurrence = z
  .strictObject({
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).meta({ description: "1 for Monday … 7 for Sunday" }),
    start: ClockTime,
    end: ClockTime,
    everyWeeks: z.int().min(1).max(8).default(1).meta({ description: "2: one week in two, from the week of `from`" }),
  })
  .refine(({ start, end }) => start < end, {
    path: ["end"],
    message: "La fin précède le début : corrigez l’une des heures.",
  });

const exemptionExample = {
  pupilId: "per_7k2mq4x9d0abc",
  classId: "aud_7k2mq4x9d0abc",
  subjectCodes: ["EPS"],
  from: "2026-11-16",
  to: "2026-12-04",
  recurrence: null,
  mustAttend: true,
  reason: "Dispense de sport",
};

const shape = {
  pupilId: PersonId,
  classId: AudienceId,
  subjectCodes: z.array(z.string().min(1).max(20)).min(1).max(20).nullable().meta({
    description: "Null exempts from every subject",
  }),
  from: Day,
  to: Day,
  recurrence: Recurrence.nullable().default(null).meta({
    description:
      "Only on certain weekdays, between two hours, one week in so many; null for every lesson of these days",
  }),
  mustAttend: z.boolean().meta({ description: "The pupil must be there without taking part; otherwise is not called" }),
  reason: z.string().trim().min(1).max(80).nullable().meta({ description: "Shown to teachers: no medical detail" }),
};

export const NewExemption = z
  .strictObject(shape)
  .refine(({ from, to }) => from <= to, {
    path: ["to"],
    message: "La fin précède le début : corrigez l’une des dates.",
  })
  .meta({
    id: "NewExemption",
    description: "An exemption (dispense) from some subjects or all, between two days, both included",
    examples: [exemptionExample],
  });

export const Exemption = z
  .object({
    exemptionId: ExemptionId,
    schoolId: SchoolId,
    ...shape,
    familyName: z.string(),
    givenName: z.string(),
    className: z.string(),
    version: Version,
    grantedAt: Instant,
    endedAt: Instant.nullable().meta({ description: "When it was ended early or taken back" }),
    withdrawn: z.boolean().meta({ description: "Taken back: it holds nowhere" }),
  })
  .meta({
    id: "Exemption",
    description: "An exemption as recorded",
    examples: [
      {
        exemptionId: "exe_7k2mq4x9d0abc",
        schoolId: "0990001N",
        ...exemptionExample,
        familyName: "MARLOW",
        givenName: "Nina",
        className: "6A",
        version: 1,
        grantedAt: "2026-11-15T17:00:00.000Z",
        endedAt: null,
        withdrawn: false,
      },
    ],
  });

const ExemptionEnd = z
  .strictObject({
    lastDay: Day.nullable().meta({ description: "The last day it holds; null takes it back altogether" }),
  })
  .meta({
    id: "ExemptionEnd",
    description: "The early end of an exemption",
    examples: [{ lastDay: "2026-11-27" }],
  });

const asked = z.strictObject({
  day: Day.optional().meta({ description: "Only those in force that day" }),
  classId: AudienceId.optional(),
  pupilId: PersonId.optional(),
  pupils: whose,
});

export const exemptionProblems = {
  "pupil-not-in-class": { status: 422, title: "Cet élève ne fait pas partie de la classe indiquée." },
} as const;

/** Who is exempted from what. */
export const exemptionRoutes = {
  grantExemption: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/exemptions",
    summary: "Records an exemption that roll-call sheets will show",
    roles: ["cpe", "head", "office"],
    priority: "standard",
    params: inSchool,
    body: NewExemption,
    idempotent: true,
    replies: { 201: Exemption },
    problems: ["pupil-not-in-class"],
  }),
  listExemptions: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/exemptions",
    summary: "The exemptions of the year: of a class, of a pupil, in force on a day",
    roles: [...SCHOOL_LIFE, "office"],
    priority: "standard",
    params: inSchool,
    query: asked,
    replies: {
      200: page(Exemption),
    },
  }),
  exportExemptions: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/exemptions.csv",
    summary: "The same list, to keep",
    roles: [...SCHOOL_LIFE, "office"],
    priority: "deferrable",
    params: inSchool,
    query: asked,
    replies: { 200: file("text/csv") },
  }),
  endExemption: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/exemptions/{exemptionId}/end",
    summary: "Ends an exemption early, or takes it back",
    roles: ["cpe", "head", "office"],
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, exemptionId: ExemptionId }),
    body: ExemptionEnd,
    idempotent: true,
    replies: { 200: Exemption },
  }),
} as const;
