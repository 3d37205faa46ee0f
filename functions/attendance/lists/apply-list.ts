import type { Payload } from "@preau/contract";
import { type Change, outgoing } from "@preau/runtime/publish";
import { listChangedV1 } from "../../../events/list-changed.v1.ts";
import { factsToWrite } from "./collective-list.ts";
import type { ListKey, ListStore } from "./list-store.ts";

interface Deps {
  readonly lists: Pick<ListStore, "find" | "writeFacts" | "markApplied">;
}

/**
 * Writes into the days of its pupils what a list says and has not been written yet. Interrupted, the event comes back and writes the same
 * facts again; a newer version takes up what an older one had left.
 */
export const applyList = async (
  { schoolId, schoolYear, listId }: Payload<typeof listChangedV1>,
  { lists }: Deps,
): Promise<void> => {
  const key = { schoolId, schoolYear, listId };
  const found = await lists.find(key);
  if (found === undefined || found.list.applied === found.list.version) return;
  await lists.writeFacts(key, factsToWrite(found.list, found.members));
  await lists.markApplied(key, found.list);
};

/** Each version of a list that is still to be written leaves once. */
export const listEvents = (changes: readonly Change[]) =>
  changes.flatMap(({ entity, after }) => {
    if (entity !== "list" || after === undefined) return [];
    const { version, applied, ...key } = after as unknown as ListKey & { version: number; applied: number };
    return applied < version ? [outgoing(listChangedV1, listChangedV1.schema.parse({ ...key, version }))] : [];
  });
