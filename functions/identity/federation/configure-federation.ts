import { log } from "@preau/runtime/logger";
import * as z from "zod";
import type { ServiceKey } from "../store/service-keys.ts";
import { readIdpMetadata } from "./read-idp-metadata.ts";
import type { OidcPartner, SamlPartner, Source } from "./sources.ts";

/** What the function is invoked with: a federation to know, to know otherwise or to forget; a key to announce or to retire. */
export const FederationChange = z.union([
  z.strictObject({ source: z.enum(["educonnect", "agents"]), metadata: z.string().min(1).max(200_000) }),
  z.strictObject({
    source: z.literal("franceconnect"),
    issuer: z.url({ protocol: /^https?$/ }),
    clientId: z.string().min(1).max(200),
    clientSecret: z.string().min(1).max(400),
  }),
  z.strictObject({ source: z.enum(["educonnect", "agents", "franceconnect"]), closed: z.literal(true) }),
  z.strictObject({ keys: z.enum(["announce", "retire"]) }),
]);

export interface ConfigureDeps {
  set(source: Source, partner: SamlPartner | OidcPartner): Promise<void>;
  remove(source: Source): Promise<void>;
  changeKeys(change: (keys: readonly ServiceKey[]) => Promise<readonly ServiceKey[]>): Promise<readonly ServiceKey[]>;
  makeKey(): Promise<ServiceKey>;
}

/**
 * A new key is announced in our metadata behind the current one; once all partners have read it, the old one is retired and the new
 * one signs. The last key is never retired.
 */
const turnKeys = (step: "announce" | "retire", { changeKeys, makeKey }: ConfigureDeps) =>
  changeKeys(async (keys) => {
    if (step === "retire") return keys.length > 1 ? keys.slice(1) : keys;
    return keys.length > 1 ? keys : [...keys, await makeKey()];
  });

/** Changes how the cell knows the federations, or the keys by which they know us. Says what holds now. */
export const configureFederation = async (
  input: unknown,
  deps: ConfigureDeps,
): Promise<Readonly<Record<string, unknown>>> => {
  const change = FederationChange.parse(input);
  if ("keys" in change) {
    const keys = await turnKeys(change.keys, deps);
    log("info", "federation-configured", { step: change.keys, count: keys.length });
    return { keys: keys.length };
  }
  const { source } = change;
  log("info", "federation-configured", { step: source });
  if ("closed" in change) {
    await deps.remove(source);
    return { source, closed: true };
  }
  if ("metadata" in change) {
    const partner = await readIdpMetadata(change.metadata);
    await deps.set(source, partner);
    return { source, entityId: partner.entityId, certificates: partner.certificates.length };
  }
  const { source: _, ...partner } = change;
  await deps.set(source, { protocol: "oidc", ...partner });
  return { source, issuer: partner.issuer };
};
