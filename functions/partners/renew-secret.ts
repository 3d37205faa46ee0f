import { createHash } from "node:crypto";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { partnersContract } from "./contract.ts";
import { registered } from "./registered-service.ts";
import type { Registry } from "./store.ts";

interface Deps {
  readonly registry: Pick<Registry, "keepSecret" | "service">;
  now(): Date;
  newSecret(): string;
}

/**
 * Gives a service a new secret. Not idempotent on purpose: a remembered answer would keep the secret in the table. Sent twice,
 * the second is a conflict, and whoever lost the answer asks for another secret.
 */
export const renewSecret: Operation<typeof partnersContract.routes.renewSecret, Deps> = async (
  { principal, params: { serviceId }, body },
  { registry, now, newSecret },
) => {
  const service = await registry.service(serviceId);
  if (service?.access.protocol !== "oidc" || service.access.authentication !== "client_secret_basic")
    throw problem("not-found");
  if (service.version !== body.version) throw problem("version-conflict", { current: registered(service) });
  const clientSecret = newSecret();
  const digest = createHash("sha256").update(clientSecret).digest("base64url");
  const version = service.version + 1;
  const by = { changedBy: principal.accountId, changedAt: now().toISOString() };
  await registry.keepSecret(serviceId, version, digest, by);
  return { status: 200, body: { clientId: serviceId, clientSecret, version } };
};
