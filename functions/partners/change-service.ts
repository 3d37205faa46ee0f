import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { checkDeclaration, refuseTaken } from "./address-rules.ts";
import type { partnersContract } from "./contract.ts";
import { registered } from "./registered-service.ts";
import type { KeptService } from "./service.ts";
import type { Registry } from "./store.ts";

interface Deps {
  readonly registry: Pick<Registry, "keepService" | "leadsAt" | "service">;
  readonly acceptsLoopback: boolean;
  now(): Date;
}

/** Replaces a declaration. The names under which people are known to the service, and its secret, stay. */
export const changeService: Operation<typeof partnersContract.routes.changeService, Deps> = async (
  { principal, params: { serviceId }, body: { version, ...declaration }, remember },
  { registry, acceptsLoopback, now },
) => {
  const before = await registry.service(serviceId);
  if (before === undefined) throw problem("not-found");
  if (before.version !== version) throw problem("version-conflict", { current: registered(before) });
  checkDeclaration(declaration, acceptsLoopback);
  if (declaration.access.protocol === "cas") await refuseTaken(registry, serviceId, declaration.access.addresses);
  const { salt, secretDigest } = before;
  const service: KeptService = { serviceId, version: version + 1, ...declaration, salt, secretDigest };
  const reply = { status: 200, body: registered(service) } as const;
  const by = { changedBy: principal.accountId, changedAt: now().toISOString() };
  await registry.keepService(service, before, by, remember(reply));
  return reply;
};
