import { domainEvent } from "@preau/contract";
import * as z from "zod";

/** All files of a delivery are in place: the import may run. */
export const importRequestedV1 = domainEvent({
  name: "import-requested.v1",
  owner: "directory",
  schema: z.object({ importId: z.string() }),
  example: { importId: "imp_7k2mq4x9d0abc" },
});
