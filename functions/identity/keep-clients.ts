import { randomBytes } from "node:crypto";
import type { Payload } from "@preau/contract";
import type { PartnerAttribute } from "@preau/formats/partner-attributes";
import type { serviceChangedV1 } from "../../events/service-changed.v1.ts";
import type { serviceChoiceChangedV1 } from "../../events/service-choice-changed.v1.ts";
import type { RegisteredClients } from "./store/registered-clients.ts";

interface Deps {
  readonly clients: Pick<RegisteredClients, "keep" | "keepChoice">;
}

/** Keeps the issuer's clients in line with the registry of services. One that no longer speaks OpenID loses its registration. */
export const keepClient = async (
  {
    serviceId,
    version,
    name,
    state,
    roles,
    attributes,
    offered,
    reservedFor,
    client,
  }: Payload<typeof serviceChangedV1>,
  { clients }: Deps,
): Promise<void> => {
  const terms = {
    state,
    roles,
    attributes: attributes as PartnerAttribute[],
    offered,
    ...(reservedFor && { reservedFor }),
  };
  const salt = randomBytes(32).toString("base64url");
  await clients.keep({ clientId: serviceId, name, terms, salt, ...(client && { registration: client }) }, version);
};

/** Remembers which schools use a service. */
export const keepClientChoice = async (
  { serviceId, schoolId, choice, version }: Payload<typeof serviceChoiceChangedV1>,
  { clients }: Deps,
): Promise<void> => clients.keepChoice(serviceId, schoolId, choice, version);
