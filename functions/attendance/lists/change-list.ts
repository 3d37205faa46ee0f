import { problem, type SchoolId } from "@preau/contract";
import type { Principal } from "@preau/policy";
import type { Operation, Reply } from "@preau/runtime";
import { LostRace, type Write } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import { MOST_LISTED, MOST_PUPILS } from "../lists-contract.ts";
import { authorOf } from "./author-of.ts";
import { type CollectiveList, type ListMember, turned } from "./collective-list.ts";
import type { ListKey, ListStore } from "./list-store.ts";
import { type ResolvedPupil, resolveMembers } from "./resolve-members.ts";
import { shownList } from "./show-list.ts";
import { yearOfList } from "./year-of-list.ts";

type ChangeMembers = typeof attendanceContract.routes.changeListMembers;
type CancelList = typeof attendanceContract.routes.cancelList;

interface Deps {
  readonly lists: Pick<ListStore, "find" | "keep">;
  now(): Date;
}

interface Commanded {
  readonly principal: Principal;
  readonly params: { readonly schoolId: SchoolId; readonly listId: string };
  remember(reply: Reply<CancelList>): Write;
}

type Found = NonNullable<Awaited<ReturnType<ListStore["find"]>>>;

/** The next version of a list, over the one that was on screen. */
const keepNext = async (
  { principal, params: { schoolId }, remember }: Commanded,
  key: ListKey,
  { list, members }: Found,
  change: (version: number) => { readonly members: readonly ListMember[] } & Partial<CollectiveList>,
  { lists, now }: Deps,
) => {
  const version = list.version + 1;
  const { members: after, ...changed } = change(version);
  const author = { version, at: now().toISOString(), ...authorOf(principal, schoolId) };
  const next: CollectiveList = { ...list, ...changed, version, changes: [...list.changes, author] };
  const reply = { status: 200 as const, body: shownList(schoolId, next, after) };
  try {
    await lists.keep(key, next, after, remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    const current = (await lists.find(key)) ?? { list, members };
    throw problem("version-conflict", { current: shownList(schoolId, current.list, current.members) });
  }
};

const seen = async ({ params }: Commanded, version: number, { lists, now }: Deps) => {
  const { schoolId, listId } = params;
  const key = { schoolId, schoolYear: yearOfList(now()), listId };
  const found = await lists.find(key);
  if (found === undefined) throw problem("not-found");
  if (found.list.cancelled) throw problem("list-cancelled");
  if (found.list.version !== version)
    throw problem("version-conflict", { current: shownList(schoolId, found.list, found.members) });
  return { key, found };
};

const withPupils = (
  { members, list }: Found,
  added: readonly ResolvedPupil[],
  removed: readonly string[],
  turn: { readonly version: number; readonly fromDay: number },
) => {
  const byId = new Map(members.map((member) => [member.pupilId, member]));
  for (const { pupilId, classId } of added)
    byId.set(pupilId, turned(byId.get(pupilId) ?? { pupilId, classId, turns: [] }, { ...turn, on: true }));
  for (const pupilId of removed) {
    const member = byId.get(pupilId);
    if (member !== undefined) byId.set(pupilId, turned(member, { ...turn, on: false }));
  }
  const classes = new Map([...list.classes, ...added.map(({ classId, classCode }) => [classId, classCode] as const)]);
  return { members: [...byId.values()], classes: [...classes] };
};

/** Puts pupils on the list or takes them off, from one of its days on: who broke a leg on the third day was there on the first two. */
export const changeListMembers: Operation<ChangeMembers, Deps & Parameters<typeof resolveMembers>[2]> = async (
  call,
  deps,
) => {
  const { add, remove, from, version } = call.body;
  const { key, found } = await seen(call, version, deps);
  const added = await resolveMembers(key, add, deps);
  const fromDay = from === undefined ? 0 : found.list.days.findIndex((day) => day >= from);
  if (fromDay < 0) throw problem("list-over");
  const before = found.members.length;
  if (before + added.length > MOST_PUPILS || (before + added.length) * found.list.days.length > MOST_LISTED)
    throw problem("too-many-days");
  return keepNext(call, key, found, (next) => withPupils(found, added, remove, { version: next, fromDay }), deps);
};

/** Takes everybody off, as if the list had never been made; what was noted of the pupils by others stays. */
export const cancelList: Operation<CancelList, Deps> = async (call, deps) => {
  const { key, found } = await seen(call, call.body.version, deps);
  const everybody = found.members.map(({ pupilId }) => pupilId);
  const undo = (next: number) => ({
    ...withPupils(found, [], everybody, { version: next, fromDay: 0 }),
    cancelled: true,
  });
  return keepNext(call, key, found, undo, deps);
};
