import { createHash, timingSafeEqual } from "node:crypto";
import { knownAs, type PersonFacts, partnerAttributes, type Told } from "@preau/formats/partner-attributes";
import type { Membership } from "@preau/policy/principal";
import type { Client, ClientMetadata } from "oidc-provider";
import type { Account } from "../account.ts";
import { type RegisteredClient, usedBySchool } from "../registered-client.ts";
import type { RegisteredClients } from "../store/registered-clients.ts";

/** The one property of a client's metadata that is ours. */
export const PARTNER = "partner";

export type Partner = Pick<RegisteredClient, "clientId" | "name" | "terms" | "salt">;

/** What the registry says of a client; nothing for the house's own. */
export const partnerOf = (client: Client | undefined): Partner | undefined => client?.[PARTNER] as Partner | undefined;

/**
 * A partner as the protocol's library knows it: it signs its requests or holds a secret, and knows people by names of its own.
 * One that has no secret yet cannot come.
 */
export const metadataOf = (client: RegisteredClient | undefined): ClientMetadata | undefined => {
  if (client === undefined) return undefined;
  const { clientId, name, terms, salt, registration } = client;
  const { redirectUris, signOutUris, authentication, keys, secretDigest } = registration;
  const holdsSecret = authentication === "client_secret_basic";
  if (holdsSecret && secretDigest === undefined) return undefined;
  return {
    client_id: clientId,
    client_name: name,
    application_type: "web",
    redirect_uris: [...redirectUris],
    post_logout_redirect_uris: [...signOutUris],
    token_endpoint_auth_method: authentication,
    ...(holdsSecret ? { client_secret: secretDigest } : { jwks: { keys: keys.map((key) => ({ ...key })) } }),
    grant_types: ["authorization_code"],
    response_types: ["code"],
    scope: "openid profile",
    subject_type: "pairwise",
    [PARTNER]: { clientId, name, terms, salt },
  } as ClientMetadata;
};

/** Secrets are kept as digests: one of 256 random bits needs no slow hash. */
export function compareClientSecret(this: Client, given: string): boolean {
  const expected = Buffer.from(this.clientSecret ?? "", "base64url");
  const digest = createHash("sha256").update(given).digest();
  return expected.length === digest.length && timingSafeEqual(expected, digest);
}

/** What the partner may know of the account: only in schools that use it, and only under the roles it is meant for. */
export const factsFor = async (
  { clientId, terms }: Partner,
  { attachments }: Account,
  memberships: readonly Membership[],
  clients: Pick<RegisteredClients, "choice">,
): Promise<readonly PersonFacts[]> => {
  const meant = memberships.filter(
    ({ role, schoolId }) => terms.roles.includes(role) && schoolId !== ("territory" as string),
  );
  const schools = [...new Set(meant.map(({ schoolId }) => schoolId))];
  const choices = await Promise.all(schools.map((schoolId) => clients.choice(clientId, schoolId)));
  const using = schools.filter((schoolId, position) => usedBySchool(terms, schoolId, choices[position]));
  return attachments.flatMap((attachment) => {
    const roles = meant
      .filter(({ schoolId, personId }) => schoolId === attachment.schoolId && personId === attachment.personId)
      .filter(({ schoolId }) => using.includes(schoolId))
      .map(({ role }) => role);
    const children = roles.includes("guardian") ? attachment.children : [];
    return roles.length === 0 ? [] : [{ ...attachment, roles, children }];
  });
};

const SINGLE: readonly string[] = ["family_name", "given_name", "birthdate", "postal_code"];

/** What the partner was granted to know, and nothing else. */
export const toldTo = ({ terms, salt }: Partner, facts: readonly PersonFacts[]): readonly Told[] =>
  partnerAttributes({ names: "oidc", attributes: terms.attributes, salt }, facts);

/** The same as claims of an identity token. */
export const partnerClaims = (accountId: string, told: readonly Told[]) => ({
  sub: accountId,
  ...Object.fromEntries(told.map(({ name, values }) => [name, SINGLE.includes(name) ? values[0] : values])),
});

/** The name under which a partner knows an account. */
export const pairwiseIdentifier = async (_ctx: unknown, accountId: string, client: Client): Promise<string> =>
  knownAs(partnerOf(client)?.salt ?? "", accountId);
