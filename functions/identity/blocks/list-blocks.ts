import type { SchoolId } from "@preau/contract/ids";
import type { Call, Operation } from "@preau/runtime";
import type { Switchboard } from "@preau/store/switchboard";
import type { Block } from "../blocks-contract.ts";
import type { identityContract } from "../contract.ts";
import type { AccessRecords, Lift, ThrownBlock } from "../store/access-records-store.ts";

type Routes = typeof identityContract.routes;

export interface ListBlocksDeps {
  readonly accessRecords: Pick<AccessRecords, "blocks" | "blocksNamed" | "lifts">;
  readonly switchboard: Pick<Switchboard, "read">;
  now(): Date;
}

/** A block as it stands now. */
export const standing = (thrown: ThrownBlock, lifted: Lift | undefined, now: Date): Block => ({
  ...thrown,
  state: lifted ? "lifted" : Date.parse(thrown.until) > now.getTime() ? "active" : "ended",
  ...(lifted && { lifted }),
});

/** Those in force are few, and the switchboard knows them: a long one is not buried under the short ones that followed. */
const inForce = async (schoolId: SchoolId, { accessRecords, switchboard, now }: ListBlocksDeps) => {
  const switched = (await switchboard.read("BLOCKS")).filter((one) => one.schoolId === schoolId);
  const thrown = await accessRecords.blocksNamed(
    schoolId,
    switched.map(({ id }) => id),
  );
  const items = thrown
    .flatMap((one) => (one === undefined ? [] : [standing(one, undefined, now())]))
    .filter(({ state }) => state === "active")
    .toSorted((a, b) => b.blockId.localeCompare(a.blockId, "en"));
  return { items };
};

type ListCall = Call<Routes["listBlocks"]> | Call<Routes["listBlocksOfSchool"]>;

const list = async ({ query }: ListCall, schoolId: SchoolId, deps: ListBlocksDeps) => {
  if (query.state === "active") return { status: 200, body: await inForce(schoolId, deps) } as const;
  const { items, cursor } = await deps.accessRecords.blocks(schoolId, query);
  const lifts = await deps.accessRecords.lifts(
    schoolId,
    items.map(({ blockId }) => blockId),
  );
  const now = deps.now();
  return {
    status: 200,
    body: { items: items.map((thrown, index) => standing(thrown, lifts[index], now)), cursor },
  } as const;
};

/** The blocks of a school, past and present. */
export const listBlocks: Operation<Routes["listBlocks"], ListBlocksDeps> = (call, deps) =>
  list(call, call.params.schoolId, deps);

/** The same for an operator. */
export const listBlocksOfSchool: Operation<Routes["listBlocksOfSchool"], ListBlocksDeps> = (call, deps) =>
  list(call, call.params.uai, deps);
