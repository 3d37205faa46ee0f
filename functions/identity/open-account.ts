import { homonymLogin, loginOf } from "./login.ts";
import type { Logins } from "./store/logins.ts";

/** Draws before giving up: only logins chosen by hand (`jean.martin.7`) can make a drawn rank fail. */
const DRAWS = 20;

/**
 * Opens an account under a login of its own: `prenom.nom` for the first to come, `.2`, `.3` … for homonyms. An account
 * that exists already keeps its login. The event returns to its queue when no login was found.
 */
export const openAccount = async (
  accountId: string,
  { givenName, familyName }: { readonly givenName: string; readonly familyName: string },
  logins: Pick<Logins, "open" | "nextRank">,
): Promise<void> => {
  const login = loginOf(givenName, familyName);
  let [outcome] = await logins.open({ accountId, login });
  for (let draw = 0; outcome === "login-taken" && draw < DRAWS; draw++)
    [outcome] = await logins.open({ accountId, login: homonymLogin(login, await logins.nextRank(login)) });
  if (outcome !== "opened" && outcome !== "account-exists") throw new Error("no free login");
};
