import type { Operation } from "@preau/runtime";
import { checkDeclaration, refuseTaken } from "./address-rules.ts";
import type { partnersContract, ServiceId } from "./contract.ts";
import { registered } from "./registered-service.ts";
import type { KeptService } from "./service.ts";
import type { Registry } from "./store.ts";

interface Deps {
  readonly registry: Pick<Registry, "keepService" | "leadsAt">;
  readonly acceptsLoopback: boolean;
  now(): Date;
  newServiceId(): string;
  newSecret(): string;
}

/** Adds a service to the registry of the territory. */
export const declareService: Operation<typeof partnersContract.routes.declareService, Deps> = async (
  { principal, body, remember },
  { registry, acceptsLoopback, now, newServiceId, newSecret },
) => {
  checkDeclaration(body, acceptsLoopback);
  const serviceId = newServiceId() as ServiceId;
  if (body.access.protocol === "cas") await refuseTaken(registry, serviceId, body.access.addresses);
  const service: KeptService = { serviceId, version: 1, ...body, salt: newSecret() };
  const reply = { status: 201, body: registered(service) } as const;
  const by = { changedBy: principal.accountId, changedAt: now().toISOString() };
  await registry.keepService(service, undefined, by, remember(reply));
  return reply;
};
