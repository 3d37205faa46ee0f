import { type Change, outgoing } from "@preau/runtime/publish";
import { presenceChangedV1 } from "../../../events/presence-changed.v1.ts";
import type { DayStore } from "./day-store.ts";

/** Each fold that was kept leaves once, as the whole of the pupil's day. */
export const presenceEvents =
  ({ readPresence }: Pick<DayStore, "readPresence">) =>
  (changes: readonly Change[]) =>
    changes.flatMap(({ entity, after }) => {
      if (entity !== "presence" || after === undefined) return [];
      const { presence, ...key } = readPresence(after);
      return [outgoing(presenceChangedV1, presenceChangedV1.schema.parse({ ...key, ...presence }))];
    });
