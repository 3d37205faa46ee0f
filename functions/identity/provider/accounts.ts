import { claimsOf } from "@preau/policy/principal";
import type { FindAccount, KoaContextWithOIDC, Account as ProviderAccount } from "oidc-provider";
import { nameOf, rightsOf, standsSince } from "../account.ts";
import type { Accounts } from "../store/accounts.ts";

interface KnownAccount extends ProviderAccount {
  readonly accessClaims: ReturnType<typeof claimsOf>;
}

/** When the sign-in behind this request began: for a rotated refresh token, when the first of its line was issued. */
const beganAt = (ctx: KoaContextWithOIDC, token: Parameters<FindAccount>[2]): number => {
  if (token === undefined) return ctx.oidc.session?.loginTs ?? 0;
  return ("iiat" in token ? token.iiat : token.iat) ?? 0;
};

/** Finds the account behind a session or a token; one that left every school, or changed its password since, is not found. */
export const accountFinder =
  (accounts: Pick<Accounts, "find">): FindAccount =>
  async (ctx, accountId, token) => {
    const account = await accounts.find(accountId);
    if (account === undefined || !standsSince(account, beganAt(ctx, token))) return undefined;
    const { givenName, familyName } = nameOf(account);
    const found: KnownAccount = {
      accountId,
      accessClaims: claimsOf(rightsOf(account)),
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
export const accessClaims = (ctx: KoaContextWithOIDC): KnownAccount["accessClaims"] | undefined =>
  (ctx.oidc.entities.Account as KnownAccount | undefined)?.accessClaims;
