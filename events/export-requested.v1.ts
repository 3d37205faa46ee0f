import { domainEvent } from "@preau/contract";
import * as z from "zod";

/** Somebody asked for a file of a school, or of all schools enrolled for the GAR (`owner` is then `territory`): it may be written. */
export const exportRequestedV1 = domainEvent({
  name: "export-requested.v1",
  owner: "directory",
  schema: z.object({ owner: z.string(), schoolYear: z.int(), exportId: z.string() }),
  example: { owner: "0990001N", schoolYear: 2026, exportId: "exp_7k2mq4x9d0abc" },
});
