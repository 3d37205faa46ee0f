import { claimsOf, type Membership } from "@preau/policy/principal";
import type { KoaContextWithOIDC } from "oidc-provider";
import type { Account } from "../account.ts";
import type { RegisteredClients } from "../store/registered-clients.ts";
import type { KnownAccount } from "./accounts.ts";
import { factsFor, type Partner, partnerClaims, toldTo } from "./partner-client.ts";

/** An account as a partner may see it. What the partner is told when it exchanges its code is noted, for the person to read. */
export const partnerAccount = async (
  ctx: KoaContextWithOIDC,
  partner: Partner,
  { account, memberships }: { readonly account: Account; readonly memberships: readonly Membership[] },
  clients: Pick<RegisteredClients, "choice" | "noteEntry">,
): Promise<KnownAccount> => {
  const { accountId } = account;
  const partnerFacts = await factsFor(partner, account, memberships, clients);
  const told = toldTo(partner, partnerFacts);
  const claims = async (use: string) => {
    if (use === "id_token" && ctx.oidc.route === "token") {
      const schoolIds = [...new Set(partnerFacts.map(({ schoolId }) => schoolId))];
      await clients.noteEntry(accountId, partner, { attributes: told.map(({ attribute }) => attribute), schoolIds });
    }
    return partnerClaims(accountId, told);
  };
  return { accountId, accessClaims: claimsOf({ memberships: [], children: [] }), partnerFacts, claims };
};
