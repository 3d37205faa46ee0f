import type { Switchboard } from "@preau/store/switchboard";
import type { Accounts } from "../store/accounts.ts";

/** Longer than an access token lives: afterwards nothing made before the sign-out is left to refuse. */
const REFUSED_SECONDS = 16 * 60;

/** What must be refused until it has run out, of an account or of one device. Instants are epoch seconds. */
export const revocation = (id: string, before: number) => ({ id, before, until: before + REFUSED_SECONDS });

/**
 * Ends every sign-in of an account begun before `instant` (epoch seconds): refresh tokens and browsers' sessions at once, access
 * tokens within a minute. It takes the place of `accounts.signOut` wherever a function may write to the switchboard. 2 WRU.
 */
export const signOutAccount =
  (accounts: Pick<Accounts, "signOut">, switchboard: Pick<Switchboard, "put">): Accounts["signOut"] =>
  async (accountId, instant) => {
    await accounts.signOut(accountId, instant);
    await switchboard.put("REVOKED", revocation(accountId, instant));
  };
