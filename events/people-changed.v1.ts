import { AudienceId, domainEvent, PersonId, Role, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/** People of one school were created, changed or left; at most 50 an event. `version` orders what is said of one person in one school. */
export const peopleChangedV1 = domainEvent({
  name: "people-changed.v1",
  owner: "directory",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    /** The school's name, as its people know it. */
    schoolName: z.string().optional(),
    people: z
      .array(
        z.object({
          personId: PersonId,
          version: Version,
          familyName: z.string(),
          givenName: z.string(),
          roles: z.array(Role),
          /** Pupils of this school the person legally represents (level 1). */
          children: z.array(PersonId),
          /** False once the person has left the school. */
          present: z.boolean(),
          /** Digests (`linkDigest`) of what other systems call the person, for the federations to find them by. */
          links: z.array(z.string()).optional(),
          /** ISO date; partners that know nobody by number (Pronote, FranceConnect) compare it. */
          birthDate: z.string().optional(),
          postalCode: z.string().optional(),
          /** The person's own mailbox: where a forgotten identifier is sent, never shown. */
          mail: z.string().optional(),
          /** A pupil's class. */
          classId: AudienceId.optional(),
          className: z.string().optional(),
          /** Classes of which the person is head teacher: they may print the codes of its pupils. */
          headTeacherOf: z.array(AudienceId).optional(),
        }),
      )
      .max(50),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    people: [
      {
        personId: "per_7k2mq4x9d0abc",
        version: 1767225600000,
        familyName: "BRIAC",
        givenName: "Solène",
        roles: ["teacher"],
        children: [],
        present: true,
      },
    ],
  },
});
