import { Day, Instant, route, SchoolId, STAFF_ROLES, Version } from "@preau/contract";
import * as z from "zod";

const EDGES = [
  "teacherToOwnPupils",
  "teacherToPupils",
  "teacherToOwnGuardians",
  "teacherToGuardians",
  "pupilToOwnTeachers",
  "pupilToTeachers",
  "pupilToClassmates",
  "pupilToPupils",
  "guardianToOwnTeachers",
  "guardianToHeadTeacher",
  "guardianToTeachers",
  "guardianToClassPupils",
  "guardianToCoGuardian",
] as const;
const EdgeId = z.enum(EDGES);
const Sight = z
  .enum(["none", "see", "write"])
  .meta({ description: "Not at all, by name, or well enough to write first" });

const Edge = z.object({
  edge: EdgeId,
  label: z.string().meta({ description: "In French" }),
  sight: Sight,
  usual: Sight,
  least: Sight.meta({ description: "The least a school may set" }),
});

export const VisibilityPage = z
  .object({ schoolId: SchoolId, version: Version, changedAt: Instant.optional(), edges: z.array(Edge) })
  .meta({
    id: "VisibilitySettings",
    description: "Who may see and write to whom in a school",
    examples: [
      {
        schoolId: "0990001N",
        version: 1,
        edges: [
          {
            edge: "pupilToClassmates",
            label: "Les élèves d’une même classe entre eux",
            sight: "see",
            usual: "write",
            least: "none",
          },
        ],
      },
    ],
  });

const edges = z.partialRecord(EdgeId, Sight);
const VisibilityChange = z.strictObject({ version: Version, edges }).meta({
  id: "VisibilityChange",
  description: "The edges to set; those not named are as usual",
  examples: [{ version: 0, edges: { pupilToClassmates: "see" } }],
});
const VisibilityTrial = z.strictObject({ edges }).meta({
  id: "VisibilityTrial",
  description: "Edges to try without setting them",
  examples: [{ edges: { pupilToClassmates: "see" } }],
});

export const VisibilityPreview = z
  .object({
    schoolId: SchoolId,
    effects: z.array(
      z.object({
        edge: EdgeId,
        before: Sight,
        after: Sight,
        people: z.int().meta({ description: "How many people gain or lose something" }),
        message: z.string().meta({ description: "In French" }),
      }),
    ),
  })
  .meta({
    id: "VisibilityPreview",
    description: "Who would gain and who would lose",
    examples: [
      {
        schoolId: "0990001N",
        effects: [
          {
            edge: "pupilToClassmates",
            before: "write",
            after: "see",
            people: 512,
            message: "512 élèves ne pourront plus écrire les premiers aux élèves de leur classe.",
          },
        ],
      },
    ],
  });

const Opening = z.enum(["staff-to-staff", "staff-to-families", "families-to-staff"]);
export const SchoolLink = z
  .object({
    schoolId: SchoolId,
    linkedSchoolId: SchoolId,
    linkedSchoolName: z.string(),
    opens: z.array(Opening),
    state: z.enum(["to-accept", "waiting", "in-force", "ended"]),
    askedAt: Instant,
    acceptedAt: Instant.optional(),
    endedAt: Instant.optional(),
    until: Day,
  })
  .meta({
    id: "SchoolLink",
    description: "A link that lets people of two schools see and write to one another, agreed by both heads",
    examples: [
      {
        schoolId: "0990001N",
        linkedSchoolId: "0990002P",
        linkedSchoolName: "Lycée Emmy Noether",
        opens: ["staff-to-staff"],
        state: "in-force",
        askedAt: "2026-09-01T08:00:00.000Z",
        acceptedAt: "2026-09-02T08:00:00.000Z",
        until: "2027-07-31",
      },
    ],
  });

const NewSchoolLink = z
  .strictObject({ linkedSchoolId: SchoolId, opens: z.array(Opening).min(1).max(3), until: Day })
  .meta({
    id: "NewSchoolLink",
    description: "A link to ask another school for",
    examples: [{ linkedSchoolId: "0990002P", opens: ["staff-to-staff"], until: "2027-07-31" }],
  });

const inSchool = z.strictObject({ schoolId: SchoolId });
const ofLink = z.strictObject({ schoolId: SchoolId, linkedSchoolId: SchoolId });
const ADMINISTRATION = ["head"] as const;

export const visibilityRoutes = {
  readVisibilitySettings: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/visibility-settings",
    summary: "Who may see and write to whom in the school",
    roles: STAFF_ROLES,
    priority: "standard",
    params: inSchool,
    replies: { 200: VisibilityPage },
  }),
  changeVisibilitySettings: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/visibility-settings",
    summary: "Open or close edges; those not named are as usual",
    roles: ADMINISTRATION,
    priority: "standard",
    params: inSchool,
    body: VisibilityChange,
    replies: { 200: VisibilityPage },
  }),
  previewVisibilitySettings: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/visibility-settings/preview",
    summary: "Who would gain and who would lose, before anything is set",
    roles: ADMINISTRATION,
    priority: "deferrable",
    params: inSchool,
    body: VisibilityTrial,
    replies: { 200: VisibilityPreview },
  }),
  listSchoolLinks: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/links",
    summary: "The links of the school with others",
    roles: STAFF_ROLES,
    priority: "standard",
    params: inSchool,
    replies: { 200: z.object({ items: z.array(SchoolLink), cursor: z.string().optional() }) },
  }),
  askSchoolLink: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/links",
    summary: "Ask the head of another school for a link",
    roles: ADMINISTRATION,
    priority: "standard",
    params: inSchool,
    body: NewSchoolLink,
    replies: { 201: SchoolLink },
    idempotent: true,
  }),
  acceptSchoolLink: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/links/{linkedSchoolId}/accept",
    summary: "Accept the link another school asked for",
    roles: ADMINISTRATION,
    priority: "standard",
    params: ofLink,
    replies: { 200: SchoolLink },
    problems: ["link-not-to-accept"],
    idempotent: true,
  }),
  endSchoolLink: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/links/{linkedSchoolId}/end",
    summary: "End a link, or refuse it; either head may",
    roles: ADMINISTRATION,
    priority: "standard",
    params: ofLink,
    replies: { 200: SchoolLink },
    idempotent: true,
  }),
} as const;

export const visibilityProblems = {
  "link-not-to-accept": {
    status: 409,
    title: "Ce lien n’attend pas votre accord : seul l’établissement sollicité peut l’accepter, une fois.",
  },
} as const;
