import { problem } from "@preau/contract";
import type { PersonId, SchoolId } from "@preau/contract/ids";
import { type Principal, personIn, rolesIn } from "@preau/policy";
import type { Call, Operation } from "@preau/runtime";
import { log } from "@preau/runtime/logger";
import { commit } from "@preau/store";
import type { Account } from "../account.ts";
import type { PasswordReset } from "../activation-contract.ts";
import type { identityContract } from "../contract.ts";
import type { Resets } from "../store/resets-store.ts";
import { type ResetDeps, resetAccounts } from "./reset-accounts.ts";
import { type SelectDeps, type Selected, selectPeople } from "./select-people.ts";

type Routes = typeof identityContract.routes;

export interface ResetPasswordsDeps extends ResetDeps {
  readonly accounts: SelectDeps["accounts"] & ResetDeps["accounts"];
  readonly finders: SelectDeps["finders"];
  readonly resets: Pick<Resets, "record" | "list">;
  now(): Date;
  newId(prefix: string): string;
}

const callerOf = (principal: Principal, schoolId: string): PasswordReset["by"] => {
  const role = (["head", "office", "teacher"] as const).find((one) => rolesIn(principal, schoolId).includes(one));
  const personId = role && personIn(principal, schoolId, role);
  if (role === undefined || personId === undefined) throw problem("not-found");
  return { role, personId: personId as PersonId };
};

type Order = Pick<PasswordReset, "audienceId" | "personId" | "reason" | "note">;

/**
 * Withdraws first, then records together with the reply: a retry after a crash withdraws again, which changes nothing, and is
 * recorded once.
 */
const withdraw = async (
  call: Call<Routes["resetPersonPassword"]> | Call<Routes["resetAudiencePasswords"]>,
  people: readonly Selected[],
  order: Order,
  deps: ResetPasswordsDeps,
) => {
  const { principal, params } = call;
  const schoolId: SchoolId = params.schoolId;
  const ours = new Map<string, Account>(
    people.filter(({ renewable }) => renewable).map(({ account }) => [account.accountId, account]),
  );
  await resetAccounts([...ours.values()], deps);
  const now = deps.now();
  const body: PasswordReset = {
    resetId: deps.newId("rst"),
    schoolId,
    ...order,
    by: callerOf(principal, schoolId),
    at: now.toISOString(),
    reset: ours.size,
    refused: people.filter(({ renewable }) => !renewable).length,
  };
  const reply = { status: 200, body } as const;
  await commit(deps.resets.record(body, now), call.remember(reply));
  log("info", "passwords-withdrawn", { schoolId, accountId: principal.accountId, count: ours.size });
  return reply;
};

/** Withdraws the password of somebody of the school: forgotten, or in the wrong hands. */
export const resetPersonPassword: Operation<Routes["resetPersonPassword"], ResetPasswordsDeps> = async (call, deps) => {
  const { schoolId, personId } = call.params;
  const { people } = await selectPeople(call.principal, schoolId, { personIds: [personId], who: "all" }, deps);
  return withdraw(call, people, { personId, ...call.body }, deps);
};

/** Withdraws the passwords of a class: pupils who gave them to each other, an alert, a new term. */
export const resetAudiencePasswords: Operation<Routes["resetAudiencePasswords"], ResetPasswordsDeps> = async (
  call,
  deps,
) => {
  const { schoolId, audienceId } = call.params;
  const { who, ...why } = call.body;
  const { people } = await selectPeople(call.principal, schoolId, { audienceId, who }, deps);
  return withdraw(call, people, { audienceId, ...why }, deps);
};

/** What a head is answerable for: who withdrew whose passwords, and why. */
export const listPasswordResets: Operation<Routes["listPasswordResets"], ResetPasswordsDeps> = async (
  { params, query },
  { resets },
) => ({ status: 200, body: await resets.list(params.schoolId, query) });
