import { problem } from "@preau/contract";
import { accountIdOf } from "@preau/contract/derive-id";
import type { SchoolId } from "@preau/contract/ids";
import { mayBlock } from "@preau/policy";
import type { Call, Operation } from "@preau/runtime";
import { log } from "@preau/runtime/logger";
import { type BlockWrites, commit } from "@preau/store";
import { belongsTo, rightsOf } from "../account.ts";
import type { Block, BlockTarget } from "../blocks-contract.ts";
import type { identityContract } from "../contract.ts";
import type { AccessRecords } from "../store/access-records-store.ts";
import type { Accounts } from "../store/accounts.ts";
import { actorIn } from "./actor.ts";
import { timedId } from "./timed-id.ts";

type Routes = typeof identityContract.routes;

export interface BlockDeps {
  readonly accounts: Pick<Accounts, "find">;
  readonly accessRecords: Pick<AccessRecords, "block">;
  readonly blockWrites: Pick<BlockWrites, "block">;
  now(): Date;
  newId(prefix: string): string;
}

/** A quarter of a year: a block is an emergency stop, not a sanction nor a departure. */
const LONGEST_MS = 92 * 86_400_000;

const checkEnd = (until: string, now: Date): void => {
  const ahead = Date.parse(until) - now.getTime();
  if (ahead > 0 && ahead <= LONGEST_MS) return;
  throw problem("invalid-request", {
    errors: [{ field: "body.until", message: "Donnez une fin à venir, dans les 92 jours." }],
  });
};

/** What the target holds; absent and foreign look the same. */
const holderOf = async (schoolId: SchoolId, target: BlockTarget, { accounts }: Pick<BlockDeps, "accounts">) => {
  if (target.kind === "profile") return { role: target.role };
  const account = await accounts.find(accountIdOf(target.personId));
  if (account === undefined || !belongsTo(account, schoolId, target.personId)) throw problem("not-found");
  return { memberships: rightsOf(account).memberships };
};

type BlockCall = Call<Routes["blockAccess"]> | Call<Routes["blockAccessForSchool"]>;

const block = async (call: BlockCall, schoolId: SchoolId, deps: BlockDeps) => {
  const { target, until } = call.body;
  const now = deps.now();
  checkEnd(until, now);
  if (!mayBlock(call.principal, schoolId, await holderOf(schoolId, target, deps))) throw problem("block-refused");
  const thrown = {
    blockId: timedId(deps.newId("blk"), now),
    schoolId,
    ...call.body,
    by: actorIn(call.principal, schoolId),
    at: now.toISOString(),
  };
  const body: Block = { ...thrown, state: "active" };
  const reply = { status: 201, body } as const;
  const { kind: _, ...whom } = target;
  const end = Math.ceil(Date.parse(until) / 1000);
  await commit(
    deps.accessRecords.block(thrown, now),
    deps.blockWrites.block({ id: thrown.blockId, schoolId, ...whom, until: end }),
    call.remember(reply),
  );
  log("info", "access-blocked", { schoolId, accountId: call.principal.accountId });
  return reply;
};

/** Cuts a profile or an account off from the head's school. */
export const blockAccess: Operation<Routes["blockAccess"], BlockDeps> = (call, deps) =>
  block(call, call.params.schoolId, deps);

/** The same by an operator, for any school of the territory. */
export const blockAccessForSchool: Operation<Routes["blockAccessForSchool"], BlockDeps> = (call, deps) =>
  block(call, call.params.uai, deps);
