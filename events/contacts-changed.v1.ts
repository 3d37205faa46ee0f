import { domainEvent, PersonId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

const Address = z.object({
  lines: z.array(z.string()),
  postalCode: z.string().optional(),
  city: z.string().optional(),
  country: z.string().optional(),
});

/**
 * How to reach adults who answer for pupils of one school; at most 50 an event. What the school's records say and what people say of
 * themselves travel apart, each with versions of its own: any order of arrival ends in the latest of both.
 */
export const contactsChangedV1 = domainEvent({
  name: "contacts-changed.v1",
  owner: "directory",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    records: z
      .array(
        z.object({
          personId: PersonId,
          version: Version,
          title: z.string().optional(),
          familyName: z.string(),
          givenName: z.string(),
          schoolName: z.string(),
          mail: z.string().optional(),
          phones: z.array(z.string()),
          smsConsent: z.boolean().optional(),
          address: Address.optional(),
        }),
      )
      .max(50),
    ownWords: z
      .array(
        z.object({
          personId: PersonId,
          version: Version,
          mail: z.string().optional(),
          phone: z.string().optional(),
          smsConsent: z.boolean().optional(),
        }),
      )
      .max(50),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    records: [
      {
        personId: "per_0k2mq4x9d0abd",
        version: 1767225600000,
        title: "Mme",
        familyName: "MARLOW",
        givenName: "Léa",
        schoolName: "Collège Ada Lovelace",
        mail: "lea.marlow@example.org",
        phones: ["+33 6 99 00 00 01"],
        smsConsent: true,
        address: { lines: ["3 rue des Essais"], postalCode: "35000", city: "RENNES" },
      },
    ],
    ownWords: [{ personId: "per_0k2mq4x9d0abd", version: 1, phone: "+33 6 99 00 00 09" }],
  },
});
