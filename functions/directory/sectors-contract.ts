import { AudienceId, Instant, PersonId, route, SCHOOL_LIFE, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

const Sector = z.object({
  personId: PersonId,
  audienceIds: z.array(AudienceId).max(100),
  pupilIds: z
    .array(PersonId)
    .max(200)
    .meta({ description: "Pupils followed by themselves, wherever their class is followed" }),
});

const example = {
  everybodySeesAll: false,
  sectors: [{ personId: "per_7k2mq4x9d0abc", audienceIds: ["aud_7k2mq4x9d0abc"], pupilIds: [] }],
};

export const SectorsPage = z
  .object({
    schoolId: SchoolId,
    version: Version,
    changedAt: Instant.optional(),
    everybodySeesAll: z
      .boolean()
      .meta({ description: "Every CPE and supervisor follows every pupil, whatever the sectors" }),
    sectors: z.array(Sector.extend({ familyName: z.string(), givenName: z.string() })),
    warnings: z.array(
      z.object({
        code: z.enum(["class-followed-by-nobody", "gone-from-school-life", "unknown-class"]),
        message: z.string(),
      }),
    ),
  })
  .meta({
    id: "Sectors",
    description: "Which classes and pupils each member of school life follows",
    examples: [
      {
        schoolId: "0990001N",
        version: 1,
        everybodySeesAll: false,
        sectors: [{ ...example.sectors[0], familyName: "NUNES", givenName: "Inès" }],
        warnings: [{ code: "class-followed-by-nobody", message: "Personne ne suit la classe 6B." }],
      },
    ],
  });

const SectorsChange = z
  .strictObject({
    version: Version,
    everybodySeesAll: z.boolean(),
    sectors: z
      .array(
        z.strictObject({
          personId: PersonId,
          audienceIds: z.array(AudienceId).max(100),
          pupilIds: z.array(PersonId).max(200),
        }),
      )
      .max(60)
      .refine(
        (sectors) => new Set(sectors.map(({ personId }) => personId)).size === sectors.length,
        "Chaque personne n’a qu’un secteur : réunissez ses classes.",
      ),
  })
  .meta({ id: "SectorsChange", description: "The sectors as they are to be", examples: [{ version: 0, ...example }] });

const inSchool = z.strictObject({ schoolId: SchoolId });

export const sectorRoutes = {
  readSectors: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/sectors",
    summary: "Which classes and pupils each member of school life follows",
    roles: [...SCHOOL_LIFE, "office"],
    priority: "standard",
    params: inSchool,
    replies: { 200: SectorsPage },
  }),
  changeSectors: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/sectors",
    summary: "Share the school between CPE and supervisors",
    roles: ["head", "cpe"],
    priority: "standard",
    params: inSchool,
    body: SectorsChange,
    replies: { 200: SectorsPage },
  }),
} as const;
