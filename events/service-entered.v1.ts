import { AccountId, domainEvent, Instant, SchoolId } from "@preau/contract";
import * as z from "zod";

/** Somebody entered a partner service by OpenID Connect; what the service was told of them, by name and not by value. */
export const serviceEnteredV1 = domainEvent({
  name: "service-entered.v1",
  owner: "identity",
  schema: z.object({
    accountId: AccountId,
    serviceId: z.string(),
    name: z.string(),
    at: Instant,
    attributes: z.array(z.string()),
    schoolIds: z.array(SchoolId),
  }),
  example: {
    accountId: "acc_7k2mq4x9d0abc",
    serviceId: "srv_7k2mq4x9d0abc",
    name: "Manuels numériques",
    at: "2026-11-23T07:04:00.000Z",
    attributes: ["profile", "school"],
    schoolIds: ["0990001N"],
  },
});
