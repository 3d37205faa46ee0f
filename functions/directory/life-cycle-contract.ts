import { Instant, PersonId, page, pageQuery, Role, route, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

export const DepartedPerson = z
  .object({
    schoolId: SchoolId,
    personId: PersonId,
    pupilId: PersonId.optional(),
    familyName: z.string(),
    givenName: z.string(),
    roles: z.array(Role),
    className: z.string().optional(),
    state: z.enum(["leaving", "marked", "closed"]).meta({
      description: "Leaving on a known day; gone, account still open; account closed, restorable until erased",
    }),
    since: z.string().meta({ description: "An instant, or a day for who is leaving" }),
    closesAt: Instant.optional().meta({ description: "When the account closes" }),
    erasedAt: Instant.meta({ description: "When the person is erased" }),
  })
  .meta({
    id: "DepartedPerson",
    description: "Somebody who is leaving or has left the school, and what comes next",
    examples: [
      {
        schoolId: "0990001N",
        personId: "per_7k2mq4x9d0abc",
        pupilId: "per_7k2mq4x9d0abc",
        familyName: "MARLOW",
        givenName: "Nina",
        roles: ["pupil"],
        className: "6A",
        state: "marked",
        since: "2026-09-01T05:00:00.000Z",
        closesAt: "2026-11-30T05:00:00.000Z",
        erasedAt: "2027-02-28T05:00:00.000Z",
      },
    ],
  });

export const ErasedPerson = z.object({ schoolId: SchoolId, personId: PersonId, erasedAt: Instant }).meta({
  id: "ErasedPerson",
  description: "That somebody was erased: an id and a date, nothing else is left",
  examples: [{ schoolId: "0990001N", personId: "per_7k2mq4x9d0abc", erasedAt: "2027-02-28T05:00:00.000Z" }],
});

const openDays = z.int().min(1).max(90);
const restorableDays = z.int().min(0).max(90);
const delays = { openDays: 90, restorableDays: 90 };

export const LifeCycleSettings = z
  .object({
    schoolId: SchoolId,
    version: Version,
    changedAt: Instant.optional(),
    openDays: openDays.meta({ description: "Days an account stays open after its person left: 90 at most" }),
    restorableDays: restorableDays.meta({ description: "Days during which a closed account may be restored" }),
  })
  .meta({
    id: "LifeCycleSettings",
    description: "How long those who left keep their account, and how long they may be restored",
    examples: [{ schoolId: "0990001N", version: 0, ...delays }],
  });

const LifeCycleChange = z
  .strictObject({ version: Version, openDays, restorableDays })
  .meta({ id: "LifeCycleChange", description: "The delays to set", examples: [{ version: 0, ...delays }] });

const inSchool = z.strictObject({ schoolId: SchoolId });
const ofPerson = z.strictObject({ schoolId: SchoolId, personId: PersonId });
const year = z.coerce.number().int().min(2000).max(2100).optional();
const query = z.strictObject({
  ...pageQuery,
  schoolYear: year.meta({
    description: "Without it, the current one; after a change of year, leavers are in the last one",
  }),
});
const ADMINISTRATION = ["head", "office"] as const;

export const lifeCycleRoutes = {
  listDepartures: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/departures",
    summary: "Who is leaving or has left, and when their account closes and is erased",
    roles: ADMINISTRATION,
    priority: "deferrable",
    params: inSchool,
    query,
    replies: { 200: page(DepartedPerson) },
  }),
  listErasures: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/erasures",
    summary: "Who was erased in the last year: ids and dates",
    roles: ADMINISTRATION,
    priority: "deferrable",
    params: inSchool,
    query,
    replies: { 200: page(ErasedPerson) },
  }),
  restorePerson: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/people/{personId}/restore",
    summary: "Keep somebody who was thought to have left, and open their account again",
    roles: ADMINISTRATION,
    priority: "standard",
    params: ofPerson,
    replies: { 200: z.object({ schoolId: SchoolId, personId: PersonId, message: z.string() }) },
    problems: ["not-departed"],
    idempotent: true,
  }),
  closePerson: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/people/{personId}/close",
    summary: "Close at once the account of somebody who has left",
    roles: ADMINISTRATION,
    priority: "standard",
    params: ofPerson,
    replies: { 200: z.object({ schoolId: SchoolId, personId: PersonId, message: z.string() }) },
    problems: ["not-departed"],
    idempotent: true,
  }),
  readLifeCycleSettings: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/life-cycle-settings",
    summary: "How long those who left keep their account",
    roles: ADMINISTRATION,
    priority: "deferrable",
    params: inSchool,
    replies: { 200: LifeCycleSettings },
  }),
  changeLifeCycleSettings: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/life-cycle-settings",
    summary: "Set how long those who left keep their account",
    roles: ["head"],
    priority: "deferrable",
    params: inSchool,
    body: LifeCycleChange,
    replies: { 200: LifeCycleSettings },
  }),
} as const;

export const lifeCycleProblems = {
  "not-departed": {
    status: 409,
    title: "Cette personne fait partie de l’établissement : il n’y a rien à rétablir ni à fermer.",
  },
} as const;
