import {
  ClockTime,
  Day,
  Instant,
  PersonId,
  page,
  pageQuery,
  Role,
  route,
  SCHOOL_LIFE,
  SchoolId,
  Version,
} from "@preau/contract";
import * as z from "zod";

const FollowUpId = z
  .string()
  .regex(/^fol_[0-9a-z]{13}$/, "Donnez l’identifiant d’une note tel que la liste le donne.")
  .meta({ id: "FollowUpId", description: "One note of school life", examples: ["fol_7k2mq4x9d0abc"] });
const TypeId = z.string().regex(/^[a-z0-9-]{2,40}$/, "Donnez l’identifiant d’un type de l’établissement.");
const SchoolYear = z.coerce.number().int().min(2000).max(2100);

const noteExample = {
  typeId: "call-made",
  on: "2026-11-23",
  time: "10:20",
  comment: "La mère n’était pas au courant ; elle rappelle ce soir.",
  days: ["2026-11-23"],
};

const NewFollowUp = z
  .strictObject({
    typeId: TypeId,
    on: Day,
    time: ClockTime.exactOptional(),
    comment: z.string().trim().min(1).max(1000).exactOptional(),
    days: z.array(Day).max(60).default([]).meta({ description: "The days it is about" }),
  })
  .meta({
    id: "NewFollowUp",
    description: "Something school life did or received about a pupil",
    examples: [noteExample],
  });

export const FollowUp = z
  .object({
    followUpId: FollowUpId,
    schoolId: SchoolId,
    pupilId: PersonId,
    schoolYear: z.int(),
    typeId: TypeId,
    label: z.string(),
    on: Day,
    time: ClockTime.optional(),
    comment: z.string().optional(),
    days: z.array(Day),
    by: z.string(),
    byRole: Role,
    at: Instant,
    struck: z.object({ by: z.string(), at: Instant, why: z.string() }).nullable(),
  })
  .meta({
    id: "FollowUp",
    description: "A note of school life: it stays as it was written, a mistake is struck out",
    examples: [
      {
        followUpId: "fol_7k2mq4x9d0abc",
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        schoolYear: 2026,
        label: "Appel à la famille",
        ...noteExample,
        by: "acc_7k2mq4x9d0abc",
        byRole: "cpe",
        at: "2026-11-23T09:22:00.000Z",
        struck: null,
      },
    ],
  });

const NewStrike = z.strictObject({ on: Day, why: z.string().trim().min(1).max(200) }).meta({
  id: "NewFollowUpStrike",
  description: "Why a note is struck out; `on` is its day, as the list gives it",
  examples: [{ on: "2026-11-23", why: "Saisie sur le mauvais élève." }],
});

const Type = z.strictObject({
  typeId: TypeId,
  label: z.string().trim().min(1).max(60),
  short: z.string().trim().min(1).max(6),
});
const typeExample = { typeId: "call-made", label: "Appel à la famille", short: "App" };

const NewTypes = z
  .strictObject({ version: Version, types: z.array(Type).min(1).max(40) })
  .superRefine(({ types }, context) => {
    for (const [index, { typeId }] of types.entries())
      if (types.findIndex((one) => one.typeId === typeId) < index)
        context.addIssue({
          code: "custom",
          path: ["types", index, "typeId"],
          message: "Ce type figure deux fois : donnez-lui un autre identifiant ou retirez-le.",
        });
  })
  .meta({
    id: "NewFollowUpTypes",
    description: "The kinds of notes of a school; notes already written keep their words",
    examples: [{ version: 0, types: [typeExample] }],
  });

export const FollowUpTypes = z.object({ schoolId: SchoolId, version: Version, types: z.array(Type) }).meta({
  id: "FollowUpTypes",
  description: "The kinds of notes that school life takes",
  examples: [{ schoolId: "0990001N", version: 0, types: [typeExample] }],
});

const HalfDay = z
  .enum([
    "absent-unjustified",
    "absent-justified",
    "late",
    "other",
    "conflict",
    "nothing-noted",
    "no-course",
    "closed",
    "to-come",
  ])
  .meta({
    description:
      "`other`: noted, but no absence (elsewhere in the school, left early, not held against the pupil); `nothing-noted`: lessons took place, or were cancelled, and nobody noted anything",
  });

export const AttendanceCalendar = z
  .object({
    schoolId: SchoolId,
    pupilId: PersonId,
    month: z.string(),
    days: z.array(z.object({ day: Day, closed: z.string().optional(), morning: HalfDay, afternoon: HalfDay })),
  })
  .meta({
    id: "AttendanceCalendar",
    description: "A month of a pupil, half-day by half-day",
    examples: [
      {
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        month: "2026-11",
        days: [{ day: "2026-11-23", morning: "absent-unjustified", afternoon: "nothing-noted" }],
      },
    ],
  });

const figures = {
  justified: z.int().meta({ description: "In the school’s own unit" }),
  unjustified: z.int(),
  lateness: z.int(),
  halfDays: z.object({ justified: z.int(), unjustified: z.int() }),
  ruleVersion: Version,
};
const figuresExample = {
  justified: 2,
  unjustified: 1,
  lateness: 3,
  halfDays: { justified: 2, unjustified: 1 },
  ruleVersion: 1,
};

export const PupilYears = z
  .object({
    schoolId: SchoolId,
    pupilId: PersonId,
    years: z.array(
      z.object({
        schoolYear: z.int(),
        className: z.string(),
        ...figures,
        months: z.array(z.object({ month: z.string(), ...figures })),
      }),
    ),
  })
  .meta({
    id: "PupilYears",
    description: "What each year of a pupil in this school amounts to, the latest first: figures alone",
    examples: [
      {
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        years: [
          { schoolYear: 2026, className: "6A", ...figuresExample, months: [{ month: "2026-11", ...figuresExample }] },
        ],
      },
    ],
  });

const ofSchool = z.strictObject({ schoolId: SchoolId });
const ofPupil = z.strictObject({ schoolId: SchoolId, pupilId: PersonId });

export const followUpRoutes = {
  addFollowUp: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/follow-ups",
    summary: "Notes a call, a message, a proof received, an interview",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: ofPupil,
    body: NewFollowUp,
    idempotent: true,
    replies: { 201: FollowUp },
    problems: ["unknown-follow-up-type"],
  }),
  listFollowUps: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/follow-ups",
    summary: "What was noted of a pupil in a year, the latest first",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: ofPupil,
    query: z.strictObject({ schoolYear: SchoolYear.optional(), ...pageQuery }),
    replies: { 200: page(FollowUp) },
  }),
  strikeFollowUp: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/follow-ups/{followUpId}/strike",
    summary: "Strikes a note out: it stays readable, with who struck it and why",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, pupilId: PersonId, followUpId: FollowUpId }),
    body: NewStrike,
    idempotent: true,
    replies: { 200: FollowUp },
    problems: ["not-the-author", "already-struck"],
  }),
  readFollowUpTypes: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/follow-up-types",
    summary: "The kinds of notes of the school",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: ofSchool,
    replies: { 200: FollowUpTypes },
  }),
  setFollowUpTypes: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/follow-up-types",
    summary: "Decides them",
    roles: ["cpe", "head"],
    priority: "deferrable",
    params: ofSchool,
    body: NewTypes,
    idempotent: true,
    replies: { 200: FollowUpTypes },
  }),
  readAttendanceCalendar: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/attendance-calendar",
    summary: "A month of a pupil, half-day by half-day (the month under way unless said)",
    roles: [...SCHOOL_LIFE, "office", "guardian", "pupil"],
    priority: "standard",
    params: ofPupil,
    query: z.strictObject({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "Donnez un mois tel que « 2026-11 ».")
        .optional(),
    }),
    replies: { 200: AttendanceCalendar },
  }),
  readPupilYears: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/attendance-years",
    summary: "What each year of a pupil in this school amounts to",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: ofPupil,
    replies: { 200: PupilYears },
  }),
} as const;

export const followUpProblems = {
  "unknown-follow-up-type": {
    status: 422,
    title: "Ce type de note n’existe pas dans l’établissement : choisissez-en un dans la liste.",
  },
  "not-the-author": {
    status: 409,
    title: "Seul l’auteur d’une note, ou la direction, peut la rayer.",
  },
  "already-struck": { status: 409, title: "Cette note est déjà rayée." },
} as const;
