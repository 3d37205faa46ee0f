import type { Payload } from "@preau/contract";
import type { detentionChangedV1 } from "../../events/detention-changed.v1.ts";
import type { HomeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<HomeStore, "keepDetention">;
}

/**
 * Keeps a detention in the day of the pupil's class, where the query of that day finds it at no further price; one that families are not
 * told of is on no first screen. Of two slots at the same hour (the room changed) the last one counts.
 */
export const keepDetention = async (
  { schoolId, schoolYear, classId, familySees, slots, ...detention }: Payload<typeof detentionChangedV1>,
  { store }: Deps,
): Promise<void> => {
  if (!familySees) return;
  const owner = { schoolId, schoolYear, kind: "CLASS" as const, id: classId };
  const latest = new Map(slots.map((slot) => [`${slot.day} ${slot.start}`, slot]));
  await Promise.all(
    [...latest.values()].map(({ status, ...slot }) =>
      store.keepDetention(owner, { ...detention, ...slot, stands: status === "planned" }),
    ),
  );
};
