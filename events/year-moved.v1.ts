import { domainEvent, Instant, SchoolId } from "@preau/contract";
import * as z from "zod";

/** A school went from one year to the next, or back: what accounts and class lists are made of follows. `at` orders the moves of a school. */
export const yearMovedV1 = domainEvent({
  name: "year-moved.v1",
  owner: "directory",
  schema: z.object({
    schoolId: SchoolId,
    from: z.int(),
    to: z.int(),
    at: Instant,
    /** When a move is undone: the instant of that move. */
    undoes: Instant.optional(),
  }),
  example: { schoolId: "0990001N", from: 2026, to: 2027, at: "2027-07-08T08:00:00.000Z" },
});
