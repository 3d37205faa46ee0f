import { consume, on } from "@preau/runtime/consume";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { keepAccounts } from "./keep-accounts.ts";
import { openAccounts } from "./store/accounts.ts";
import { openFinders } from "./store/finders.ts";
import { openLinks } from "./store/links.ts";
import { openLogins } from "./store/logins.ts";
import { variable } from "./variable.ts";

export const handler = consume([on(peopleChangedV1, keepAccounts)], () => {
  const table = variable("TABLE_NAME");
  return {
    accounts: openAccounts(table),
    logins: openLogins(table),
    links: openLinks(table),
    finders: openFinders(table),
  };
});
