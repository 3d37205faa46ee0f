import { accountIdOf, personIdOf } from "@preau/contract/derive-id";
import { PersonId, SchoolId } from "@preau/contract/ids";
import { Role } from "@preau/contract/role";
import { log } from "@preau/runtime/logger";
import * as z from "zod";
import { typedLogin } from "./login.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import type { Accounts } from "./store/accounts.ts";
import type { Logins } from "./store/logins.ts";

/** A territory is no school: its operators belong to it under this name. */
const Place = z.union([SchoolId, z.literal("territory")]);

/** What the function is invoked with. `memberships` opens the account if the login is unknown: a first operator, a demo. */
export const SetPasswords = z.strictObject({
  accounts: z
    .array(
      z.strictObject({
        login: z.string().min(1).max(100).transform(typedLogin),
        password: z.string().min(8).max(200),
        personId: PersonId.optional(),
        displayName: z.string().max(100).optional(),
        memberships: z.array(z.strictObject({ schoolId: Place, role: Role })).optional(),
        children: z.array(z.strictObject({ schoolId: SchoolId, pupilId: PersonId })).optional(),
      }),
    )
    .max(100),
});

type Wanted = z.output<typeof SetPasswords>["accounts"][number];

export interface SetPasswordsDeps {
  readonly logins: Pick<Logins, "find" | "open" | "setPassword">;
  readonly accounts: Pick<Accounts, "attach" | "signOut">;
  /** Epoch seconds, real time. */
  now(): number;
}

export interface PasswordOutcome {
  readonly login: string;
  readonly state: "set" | "opened" | "unknown";
}

const openLocal = async (wanted: Wanted, deps: SetPasswordsDeps): Promise<boolean> => {
  const { login, memberships = [], children = [], displayName = login } = wanted;
  if (memberships.length === 0) return false;
  const personId = wanted.personId ?? personIdOf("local", login);
  const accountId = accountIdOf(personId);
  const schools = [...new Set([...memberships, ...children].map((one) => one.schoolId))];
  const [attachment, ...others] = schools.map((schoolId) => ({
    schoolId,
    personId,
    version: deps.now() * 1000,
    givenName: "",
    familyName: displayName,
    roles: memberships.filter((one) => one.schoolId === schoolId).map((one) => one.role),
    children: children.filter((one) => one.schoolId === schoolId).map((one) => one.pupilId),
  }));
  // Together: whoever is killed in between must not leave a login that belongs nowhere, which the next call would take for done.
  const [outcome] = await deps.logins.open({ accountId, login, ...(attachment && { attachment }) });
  if (outcome !== "opened") return false;
  for (const other of others) await deps.accounts.attach(accountId, other);
  return true;
};

const setOne = async (wanted: Wanted, deps: SetPasswordsDeps): Promise<PasswordOutcome> => {
  const { login, password } = wanted;
  const known = await deps.logins.find(login);
  if (known === undefined && !(await openLocal(wanted, deps))) return { login, state: "unknown" };
  // Setting the same password again, as every start of a demo does, must not sign anybody out.
  if (known?.password !== undefined && (await verifyPassword(password, known.password))) return { login, state: "set" };
  await deps.logins.setPassword(login, await hashPassword(password));
  if (known?.password !== undefined) await deps.accounts.signOut(known.accountId, deps.now());
  return { login, state: known === undefined ? "opened" : "set" };
};

/** Sets passwords one after the other (each takes a tenth of a second of one core) and says what became of each. */
export const setPasswords = async (input: unknown, deps: SetPasswordsDeps): Promise<readonly PasswordOutcome[]> => {
  const { accounts } = SetPasswords.parse(input);
  const outcomes: PasswordOutcome[] = [];
  for (const wanted of accounts) outcomes.push(await setOne(wanted, deps));
  log("info", "passwords-set", { count: outcomes.filter(({ state }) => state !== "unknown").length });
  return outcomes;
};
