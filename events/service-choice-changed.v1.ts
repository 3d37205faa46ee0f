import { domainEvent, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/** A school activated or masked a service, or went back to what the territory offers. */
export const serviceChoiceChangedV1 = domainEvent({
  name: "service-choice-changed.v1",
  owner: "partners",
  schema: z.object({
    schoolId: SchoolId,
    serviceId: z.string(),
    version: Version,
    choice: z.enum(["default", "activated", "masked"]),
  }),
  example: { schoolId: "0990001N", serviceId: "srv_7k2mq4x9d0abc", version: 1, choice: "masked" },
});
