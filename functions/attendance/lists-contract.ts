import {
  AudienceId,
  ClockTime,
  Day,
  Instant,
  PersonId,
  page,
  route,
  SCHOOL_LIFE,
  SchoolId,
  Version,
} from "@preau/contract";
import * as z from "zod";

const inSchool = z.strictObject({ schoolId: SchoolId });
const ListId = z
  .string()
  .regex(/^lis_[0-9a-z]{13}$/, "Donnez l’identifiant d’une liste tel que l’API l’a donné.")
  .meta({ id: "ListId", description: "A list of pupils who are elsewhere together", examples: ["lis_7k2mq4x9d0abc"] });
const ofList = z.strictObject({ schoolId: SchoolId, listId: ListId });

/** Pupils times days: a whole lycée on a day, a division on internship for a term. */
export const MOST_LISTED = 20_000;

/** What one transaction holds. */
export const MOST_PUPILS = 4_000;

const meant = {
  audienceIds: z.array(AudienceId).max(80).default([]).meta({ description: "Classes and groups, as they are now" }),
  pupilIds: z.array(PersonId).max(200).default([]),
};

const listExample = {
  kind: "outing",
  label: "musée des Confluences",
  from: "2026-11-24",
  to: "2026-11-24",
  start: "08:00",
  end: "17:00",
} as const;

const shape = {
  kind: z.enum(["outing", "internship", "exam", "convocation"]),
  label: z.string().trim().min(1).max(80).meta({ description: "Read by teachers and families" }),
  from: Day,
  to: Day,
  start: ClockTime.meta({ description: "On each of its days" }),
  end: ClockTime,
};

export const NewList = z
  .strictObject({ ...shape, ...meant })
  .refine(({ from, to }) => from <= to, {
    path: ["to"],
    message: "La fin précède le début : corrigez l’une des dates.",
  })
  .refine(({ start, end }) => start < end, {
    path: ["end"],
    message: "La fin précède le début : corrigez l’une des heures.",
  })
  .refine(({ audienceIds, pupilIds }) => audienceIds.length + pupilIds.length > 0, {
    path: ["pupilIds"],
    message: "Désignez au moins une classe, un groupe ou un élève.",
  })
  .meta({
    id: "NewAttendanceList",
    description: "Pupils who will be elsewhere together: outing, internship, exam, convocation",
    examples: [{ ...listExample, audienceIds: [], pupilIds: ["per_7k2mq4x9d0abc"] }],
  });

const shownExample = {
  listId: "lis_7k2mq4x9d0abc",
  schoolId: "0990001N",
  ...listExample,
  days: ["2026-11-24"],
  version: 1,
  state: "applying",
  cancelled: false,
  pupils: 1,
  changedAt: "2026-11-20T15:00:00.000Z",
} as const;

export const AttendanceList = z
  .object({
    listId: ListId,
    schoolId: SchoolId,
    ...shape,
    days: z.array(Day).meta({ description: "Its open days" }),
    version: Version,
    state: z.enum(["applying", "applied", "cancelled"]).meta({
      description: "`applying`: the days of its pupils are being written, within a minute",
    }),
    cancelled: z.boolean(),
    pupils: z.int().meta({ description: "How many are on it" }),
    changedAt: Instant,
  })
  .meta({ id: "AttendanceList", description: "A collective list as it stands", examples: [shownExample] });

const ListWithPupils = z
  .object({
    list: AttendanceList,
    items: z.array(
      z.object({
        schoolId: SchoolId,
        pupilId: PersonId,
        familyName: z.string(),
        givenName: z.string(),
        className: z.string(),
        days: z.array(Day).meta({ description: "The days on which the pupil is on the list" }),
      }),
    ),
  })
  .meta({
    id: "AttendanceListWithPupils",
    description: "A collective list and its pupils, by class and name",
    examples: [
      {
        list: shownExample,
        items: [
          {
            schoolId: "0990001N",
            pupilId: "per_7k2mq4x9d0abc",
            familyName: "MARLOW",
            givenName: "Nina",
            className: "6A",
            days: ["2026-11-24"],
          },
        ],
      },
    ],
  });

const ListMembersChange = z
  .strictObject({
    version: Version,
    from: Day.exactOptional().meta({ description: "The first day that changes; without it, all of them" }),
    add: z.strictObject(meant).default({ audienceIds: [], pupilIds: [] }),
    remove: z.array(PersonId).max(500).default([]),
  })
  .meta({
    id: "AttendanceListChange",
    description: "Who comes on the list and who goes, over the version that was on screen",
    examples: [{ version: 1, add: { audienceIds: [], pupilIds: [] }, remove: ["per_7k2mq4x9d0abc"] }],
  });

export const listProblems = {
  "school-closed": { status: 422, title: "L’établissement est fermé tous ces jours-là : choisissez d’autres dates." },
  "list-cancelled": { status: 409, title: "Cette liste est annulée : faites-en une autre." },
  "list-over": { status: 422, title: "Cette liste est terminée à cette date : choisissez un jour plus tôt." },
} as const;

/** Pupils who are elsewhere together. */
export const listRoutes = {
  createList: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/attendance-lists",
    summary: "Says ahead that pupils will be elsewhere together; their days are written within a minute",
    roles: ["cpe", "head", "office"],
    priority: "standard",
    params: inSchool,
    body: NewList,
    idempotent: true,
    replies: { 201: AttendanceList },
    problems: ["too-many-days", "school-closed"],
  }),
  listLists: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/attendance-lists",
    summary: "The lists of the year, or those not over on a day",
    roles: [...SCHOOL_LIFE, "office", "teacher"],
    priority: "standard",
    params: inSchool,
    query: z.strictObject({ from: Day.optional() }),
    replies: {
      200: page(AttendanceList),
    },
  }),
  readList: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/attendance-lists/{listId}",
    summary: "A list and its pupils",
    roles: [...SCHOOL_LIFE, "office", "teacher"],
    priority: "standard",
    params: ofList,
    replies: { 200: ListWithPupils },
  }),
  changeListMembers: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/attendance-lists/{listId}/changes",
    summary: "Puts pupils on a list or takes them off, from one of its days on",
    roles: ["cpe", "head", "office"],
    priority: "standard",
    params: ofList,
    body: ListMembersChange,
    idempotent: true,
    replies: { 200: AttendanceList },
    problems: ["too-many-days", "list-cancelled", "list-over"],
  }),
  cancelList: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/attendance-lists/{listId}/cancellation",
    summary: "Undoes a list: everybody is expected in class again",
    roles: ["cpe", "head", "office"],
    priority: "standard",
    params: ofList,
    body: z.strictObject({ version: Version }).meta({
      id: "AttendanceListCancellation",
      description: "The version that was on screen",
      examples: [{ version: 1 }],
    }),
    idempotent: true,
    replies: { 200: AttendanceList },
    problems: ["list-cancelled"],
  }),
} as const;
