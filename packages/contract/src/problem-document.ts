import * as z from "zod";

/** The RFC 9457 document every refusal answers with (`application/problem+json`). */
export const ProblemDocument = z
  .object({
    type: z.string().meta({ description: "URN of the code" }),
    title: z.string().meta({ description: "What happened and what to do, in French" }),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    current: z.unknown().optional().meta({ description: "The state that won the race, after a 409" }),
    correlationId: z.string().meta({ description: "Quote it when asking for help" }),
  })
  .meta({
    id: "Problem",
    description: "RFC 9457 problem document",
    examples: [
      {
        type: "urn:preau:problem:not-found",
        title: "Cet élément n’existe pas ou ne vous est pas accessible.",
        status: 404,
        code: "not-found",
        correlationId: "6f1d2c3b",
      },
    ],
  });
export type ProblemDocument = z.output<typeof ProblemDocument>;
