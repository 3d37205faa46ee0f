import { problem } from "@preau/contract";
import type { SchoolId } from "@preau/contract/ids";
import type { Call, Operation } from "@preau/runtime";
import { log } from "@preau/runtime/logger";
import { type BlockWrites, commit, LostRace } from "@preau/store";
import type { identityContract } from "../contract.ts";
import type { AccessRecords } from "../store/access-records-store.ts";
import { actorIn } from "./actor.ts";
import { standing } from "./list-blocks.ts";

type Routes = typeof identityContract.routes;

export interface LiftDeps {
  readonly accessRecords: Pick<AccessRecords, "blocksNamed" | "lifts" | "lift">;
  readonly blockWrites: Pick<BlockWrites, "unblock">;
  now(): Date;
}

type LiftCall = Call<Routes["liftBlock"]> | Call<Routes["liftBlockForSchool"]>;

const read = async (schoolId: SchoolId, blockId: string, { accessRecords, now }: LiftDeps) => {
  const [[thrown], [lifted]] = await Promise.all([
    accessRecords.blocksNamed(schoolId, [blockId]),
    accessRecords.lifts(schoolId, [blockId]),
  ]);
  if (thrown === undefined) throw problem("not-found");
  return standing(thrown, lifted, now());
};

const lift = async ({ principal, params: { blockId } }: LiftCall, schoolId: SchoolId, deps: LiftDeps) => {
  const block = await read(schoolId, blockId, deps);
  if (block.state !== "active") return { status: 200, body: block } as const;
  const by = actorIn(principal, schoolId);
  if (block.by.role === "operator" && by.role !== "operator") throw problem("lift-refused");
  const now = deps.now();
  const lifted = { by, at: now.toISOString() };
  try {
    await commit(deps.accessRecords.lift(schoolId, blockId, lifted, now), deps.blockWrites.unblock(blockId));
  } catch (error) {
    // Somebody else lifted it meanwhile: theirs is the record.
    if (error instanceof LostRace) return { status: 200, body: await read(schoolId, blockId, deps) } as const;
    throw error;
  }
  log("info", "access-unblocked", { schoolId, accountId: principal.accountId });
  return { status: 200, body: { ...block, state: "lifted", lifted } } as const;
};

/** Lifts a block of the head's school. */
export const liftBlock: Operation<Routes["liftBlock"], LiftDeps> = (call, deps) =>
  lift(call, call.params.schoolId, deps);

/** The same by an operator. */
export const liftBlockForSchool: Operation<Routes["liftBlockForSchool"], LiftDeps> = (call, deps) =>
  lift(call, call.params.uai, deps);
