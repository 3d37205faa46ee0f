import { AudienceId, SchoolId } from "@preau/contract";
import * as z from "zod";

/** A class or a group to which a message goes: the unit that is sent, put off, taken up again. */
export const MessageWake = z.object({
  schoolId: SchoolId,
  schoolYear: z.int(),
  messageId: z.string(),
  audienceId: AudienceId,
  /** Seconds it waits for the classes before it: all at once would be more than mail services take. */
  after: z.int(),
  /** How often it was gone through already. */
  pass: z.int(),
});
export type MessageWake = z.output<typeof MessageWake>;
