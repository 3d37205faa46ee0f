import {
  AudienceId,
  contract,
  Day,
  MEMBER_ROLES,
  PersonId,
  page,
  Role,
  route,
  SchoolId,
  STAFF_ROLES,
  Version,
} from "@preau/contract";
import * as z from "zod";
import { Audience, Contact } from "./audience-contract.ts";
import { authorityRoutes } from "./authorities-contract.ts";
import { exportProblems, exportRoutes } from "./exports-contract.ts";
import { importProblems, importRoutes } from "./imports-contract.ts";
import { lifeCycleProblems, lifeCycleRoutes } from "./life-cycle-contract.ts";
import { manualPeopleProblems, manualPeopleRoutes } from "./manual-people-contract.ts";
import { oneRosterRoutes } from "./one-roster-contract.ts";
import { peopleRoutes } from "./people-contract.ts";
import { schoolYearProblems, schoolYearRoutes } from "./school-years-contract.ts";
import { sectorRoutes } from "./sectors-contract.ts";
import { visibilityProblems, visibilityRoutes } from "./visibility-contract.ts";

export * from "./audience-contract.ts";
export * from "./exports-contract.ts";
export * from "./imports-contract.ts";

const schoolExample = "0990001N";
const personExample = "per_7k2mq4x9d0abc";
const audienceExample = { audienceId: "aud_7k2mq4x9d0abc", code: "6A", label: "Sixième A", kind: "class" } as const;

const Taught = Audience.extend({ subjects: z.array(z.object({ code: z.string(), label: z.string() })) });

export const Me = z
  .object({
    accountId: z.string(),
    operator: z.boolean().meta({ description: "Runs the territory's service; belongs to no school" }),
    schools: z.array(
      z.object({
        schoolId: SchoolId,
        name: z.string(),
        timeZone: z.string(),
        personId: PersonId,
        familyName: z.string(),
        givenName: z.string(),
        roles: z.array(Role),
        classes: z.array(Audience).meta({ description: "A pupil's own class, then groups" }),
        teaches: z.array(Taught),
        headTeacherOf: z.array(AudienceId),
      }),
    ),
    children: z.array(
      z.object({
        pupilId: PersonId,
        schoolId: SchoolId,
        schoolName: z.string(),
        familyName: z.string(),
        givenName: z.string(),
        classId: AudienceId.optional(),
        className: z.string().optional(),
      }),
    ),
  })
  .meta({
    id: "Me",
    description: "Who the caller is, in every school",
    examples: [
      {
        accountId: "acc_7k2mq4x9d0abc",
        operator: false,
        schools: [
          {
            schoolId: schoolExample,
            name: "Collège Ada Lovelace",
            timeZone: "Europe/Paris",
            personId: personExample,
            familyName: "BRIAC",
            givenName: "Solène",
            roles: ["teacher"],
            classes: [],
            teaches: [{ ...audienceExample, subjects: [{ code: "061300", label: "MATHEMATIQUES" }] }],
            headTeacherOf: ["aud_7k2mq4x9d0abc"],
          },
        ],
        children: [],
      },
    ],
  });
export type Me = z.output<typeof Me>;

export const School = z
  .object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    name: z.string(),
    type: z.string().optional(),
    academy: z.string(),
    timeZone: z.string(),
    street: z.string().optional(),
    postalCode: z.string().optional(),
    city: z.string().optional(),
    phone: z.string().optional(),
    mail: z.string().optional(),
  })
  .meta({
    id: "School",
    description: "A school in the current school year",
    examples: [
      {
        schoolId: schoolExample,
        schoolYear: 2026,
        name: "Collège Ada Lovelace",
        type: "COLLEGE",
        academy: "TEST",
        timeZone: "Europe/Paris",
        city: "VILLE-TEST",
      },
    ],
  });

export const Roster = z
  .object({
    schoolId: SchoolId,
    audience: Audience,
    classes: z.array(z.object({ audienceId: AudienceId, code: z.string() })).meta({
      description: "The class itself, or those a group draws on",
    }),
    headTeacherIds: z.array(PersonId),
    pupils: z.array(
      z.object({
        pupilId: PersonId,
        schoolId: SchoolId,
        familyName: z.string(),
        givenName: z.string(),
        classId: AudienceId,
        classCode: z.string(),
      }),
    ),
    version: Version,
  })
  .meta({
    id: "Roster",
    description: "Who is in a class or a group",
    examples: [
      {
        schoolId: schoolExample,
        audience: audienceExample,
        classes: [{ audienceId: audienceExample.audienceId, code: "6A" }],
        headTeacherIds: [],
        pupils: [
          {
            pupilId: personExample,
            schoolId: schoolExample,
            familyName: "MARLOW",
            givenName: "Nina",
            classId: audienceExample.audienceId,
            classCode: "6A",
          },
        ],
        version: 1767225600000,
      },
    ],
  });

export const PupilCard = z
  .object({
    pupilId: PersonId,
    schoolId: SchoolId,
    familyName: z.string(),
    givenName: z.string(),
    audiences: z.array(Audience).meta({ description: "The class first, then the groups" }),
    birthDate: Day.optional(),
    regime: z.string().optional().meta({ description: "Boarding status, as the academy words it" }),
    contact: Contact.optional(),
    guardians: z.array(
      z.object({
        personId: PersonId,
        familyName: z.string(),
        givenName: z.string(),
        kinship: z.string().meta({ description: "In French" }),
        level: z.int().min(1).max(3).meta({ description: "1 legal representative, 2 in charge, 3 contact" }),
        contact: Contact.optional(),
      }),
    ),
  })
  .meta({
    id: "PupilCard",
    description: "A pupil, as far as the caller may know them",
    examples: [
      {
        pupilId: personExample,
        schoolId: schoolExample,
        familyName: "MARLOW",
        givenName: "Nina",
        audiences: [audienceExample],
        guardians: [
          { personId: "per_0k2mq4x9d0abd", familyName: "MARLOW", givenName: "Ada", kinship: "mère", level: 1 },
        ],
      },
    ],
  });
export type PupilCard = z.output<typeof PupilCard>;

const inSchool = z.strictObject({ schoolId: SchoolId });

export const directoryContract = contract({
  name: "directory",
  title: "Schools, people, classes and groups",
  problems: {
    ...importProblems,
    ...exportProblems,
    ...manualPeopleProblems,
    ...visibilityProblems,
    ...lifeCycleProblems,
    ...schoolYearProblems,
  },
  routes: {
    readMe: route({
      method: "GET",
      path: "/v1/me",
      summary: "Who the caller is: schools, roles, classes, children",
      roles: [...MEMBER_ROLES, "operator"],
      priority: "essential",
      replies: { 200: Me },
    }),
    readSchool: route({
      method: "GET",
      path: "/v1/schools/{schoolId}",
      summary: "A school of the caller",
      roles: MEMBER_ROLES,
      priority: "standard",
      params: inSchool,
      replies: { 200: School },
    }),
    listAudiences: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/audiences",
      summary: "The classes and groups of a school, all at once",
      roles: STAFF_ROLES,
      priority: "standard",
      params: inSchool,
      replies: { 200: page(Audience) },
    }),
    readAudience: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/audiences/{audienceId}",
      summary: "Who is in a class or a group",
      roles: STAFF_ROLES,
      priority: "standard",
      params: z.strictObject({ schoolId: SchoolId, audienceId: AudienceId }),
      replies: { 200: Roster },
    }),
    readPupil: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/pupils/{pupilId}",
      summary: "A pupil, as far as school life, the pupil's teachers or the pupil's guardians may know them",
      roles: ["teacher", "cpe", "supervisor", "head", "guardian"],
      priority: "standard",
      params: z.strictObject({ schoolId: SchoolId, pupilId: PersonId }),
      replies: { 200: PupilCard },
    }),
    ...importRoutes,
    ...peopleRoutes,
    ...manualPeopleRoutes,
    ...visibilityRoutes,
    ...sectorRoutes,
    ...lifeCycleRoutes,
    ...schoolYearRoutes,
    ...exportRoutes,
    ...authorityRoutes,
    ...oneRosterRoutes,
  },
});
