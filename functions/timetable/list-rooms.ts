import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { Operation } from "@preau/runtime";
import type { timetableContract } from "./contract.ts";
import type { TimetableStore } from "./store.ts";

interface Deps {
  readonly store: Pick<TimetableStore, "rooms">;
  now(): Date;
}

/** The rooms that the timetable of this school year names. */
export const listRooms: Operation<typeof timetableContract.routes.listRooms, Deps> = async (
  { params: { schoolId }, query },
  { store, now },
) => {
  const { items, cursor } = await store.rooms({ schoolId, schoolYear: schoolYearOf(schoolTimeOf(now()).day) }, query);
  return {
    status: 200,
    body: {
      items: items.map(({ viewId, label }) => ({ roomId: viewId, schoolId, label })),
      ...(cursor !== undefined && { cursor }),
    },
  };
};
