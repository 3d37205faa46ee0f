import type { Payload } from "@preau/contract";
import type { detentionChangedV1 } from "../../events/detention-changed.v1.ts";
import type { DetentionStore } from "./detention-store.ts";

interface Deps {
  readonly store: Pick<DetentionStore, "keepDetention">;
}

/** Remembers of each slot a detention ever had whether it stands. Of two at the same hour (the room changed) the last one counts. */
export const keepDetention = async (
  { slots, classId: _classId, ...detention }: Payload<typeof detentionChangedV1>,
  { store }: Deps,
): Promise<void> => {
  const latest = new Map(slots.map((slot) => [`${slot.day} ${slot.start}`, slot]));
  await Promise.all(
    [...latest.values()].map(({ status, ...slot }) =>
      store.keepDetention({ ...detention, ...slot, stands: status === "planned" }),
    ),
  );
};
