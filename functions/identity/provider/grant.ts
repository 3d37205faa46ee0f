import { type Configuration, errors } from "oidc-provider";
import type { KnownAccount } from "./accounts.ts";
import { API, API_SCOPE } from "./clients.ts";
import { partnerOf } from "./partner-client.ts";

/** What the account is to a partner: nothing to tell means that no school of theirs uses it, or not for what they are there. */
const refuseStrangers = (state: string | undefined, account: KnownAccount): void => {
  if (state === "maintenance")
    throw new errors.CustomOIDCProviderError("temporarily_unavailable", "ce service est en maintenance");
  if (account.partnerFacts?.length === 0)
    throw new errors.AccessDenied("ce service n’est pas ouvert à cette personne dans son établissement");
};

/**
 * The grant of this browser's session for the client; made without asking, for the clients are the house's own, or services
 * that the territory and the school answer for. None where the session remembers one that is gone: this device was signed
 * out, and the password is asked for (`grant_gone`).
 */
export const grantOf: NonNullable<Configuration["loadExistingGrant"]> = async ({ oidc }) => {
  const { client, account, session } = oidc;
  if (client === undefined || account === undefined) return undefined;
  const partner = partnerOf(client);
  refuseStrangers(partner?.terms.state, account as KnownAccount);
  const grantId = session?.grantIdFor(client.clientId);
  if (grantId !== undefined) return oidc.provider.Grant.find(grantId);
  const grant = new oidc.provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  if (partner === undefined) {
    grant.addOIDCScope("openid profile offline_access");
    grant.addResourceScope(API, API_SCOPE);
  } else grant.addOIDCScope("openid profile");
  await grant.save();
  return grant;
};
