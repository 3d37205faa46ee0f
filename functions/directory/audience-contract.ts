import { AudienceId } from "@preau/contract";
import * as z from "zod";

export const Audience = z
  .object({ audienceId: AudienceId, code: z.string(), label: z.string(), kind: z.enum(["class", "group"]) })
  .meta({
    id: "Audience",
    description: "A class or a teaching group",
    examples: [{ audienceId: "aud_7k2mq4x9d0abc", code: "6A", label: "Sixième A", kind: "class" }],
  });
export type Audience = z.output<typeof Audience>;

export const Contact = z
  .object({
    mail: z.string().optional(),
    phones: z.array(z.string()),
    smsConsent: z.boolean().optional(),
    addressSharing: z
      .boolean()
      .optional()
      .meta({ description: "Whether associations of parents may be given the address" }),
    address: z
      .object({
        lines: z.array(z.string()),
        postalCode: z.string().optional(),
        city: z.string().optional(),
        country: z.string().optional(),
      })
      .optional(),
  })
  .meta({
    id: "Contact",
    description: "How to reach a person",
    examples: [{ phones: ["+33 6 99 00 00 01"], smsConsent: true }],
  });
export type Contact = z.output<typeof Contact>;
