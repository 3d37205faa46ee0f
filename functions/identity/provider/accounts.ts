import type { PersonFacts } from "@preau/formats/partner-attributes";
import { type Block, underBlocks } from "@preau/policy/block";
import { claimsOf } from "@preau/policy/principal";
import type { Configuration, FindAccount, KoaContextWithOIDC, Account as ProviderAccount } from "oidc-provider";
import { nameOf, rightsOf, standsSince } from "../account.ts";
import type { Accounts } from "../store/accounts.ts";
import { deviceIdOf } from "../store/devices.ts";
import type { RegisteredClients } from "../store/registered-clients.ts";
import { partnerAccount } from "./partner-account.ts";
import { partnerOf } from "./partner-client.ts";

export interface KnownAccount extends ProviderAccount {
  readonly accessClaims: ReturnType<typeof claimsOf>;
  /** For a partner: what it may know of the person. */
  readonly partnerFacts?: readonly PersonFacts[];
}

/** What schools have blocked, as of a few seconds ago. */
export type Blocks = () => Promise<readonly Block[]>;

/** When what is presented was made. A rotated refresh token is younger than its sign-in, but its forebears passed here too. */
const madeAt = (ctx: KoaContextWithOIDC, token: Parameters<FindAccount>[2]): number =>
  (token === undefined ? ctx.oidc.session?.loginTs : token.iat) ?? 0;

/** Finds the account behind a session or a token; one that left every school, or changed its password since, is not found. */
export const accountFinder =
  (
    accounts: Pick<Accounts, "find">,
    blocks: Blocks,
    clients: Pick<RegisteredClients, "choice" | "noteEntry">,
  ): FindAccount =>
  async (ctx, accountId, token) => {
    const [account, blocked] = await Promise.all([accounts.find(accountId), blocks()]);
    // An account merged into another ended: its own sign-ins with it.
    if (account?.accountId !== accountId || !standsSince(account, madeAt(ctx, token))) return undefined;
    const rights = underBlocks(rightsOf(account), blocked);
    const partner = partnerOf(ctx.oidc.client);
    if (partner !== undefined)
      return partnerAccount(ctx, partner, { account, memberships: rights.memberships }, clients);
    const { givenName, familyName } = nameOf(account);
    const found: KnownAccount = {
      accountId,
      accessClaims: claimsOf(rights),
      claims: () => ({
        sub: accountId,
        name: `${givenName} ${familyName}`.trim(),
        given_name: givenName,
        family_name: familyName,
      }),
    };
    return found;
  };

/** What an access token says of its bearer, as of now: the account was read a moment ago, for this very token. */
export const accessClaims: NonNullable<Configuration["extraTokenClaims"]> = (ctx, token) => {
  const account = ctx.oidc.entities.Account as KnownAccount | undefined;
  return (
    account && {
      ...account.accessClaims,
      ...("grantId" in token && token.grantId && { device: deviceIdOf(token.grantId) }),
    }
  );
};
