import { domainEvent, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/** A collective list (outing, internship, exam) was made, changed or cancelled: the days of its pupils may be written. */
export const listChangedV1 = domainEvent({
  name: "list-changed.v1",
  owner: "attendance",
  schema: z.object({ schoolId: SchoolId, schoolYear: z.int(), listId: z.string(), version: Version }),
  example: { schoolId: "0990001N", schoolYear: 2026, listId: "lis_7k2mq4x9d0abc", version: 1 },
});
