import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { timetableContract } from "./contract.ts";
import { lessonsOf } from "./lessons.ts";
import type { TimetableStore } from "./store.ts";

interface Deps {
  readonly store: Pick<TimetableStore, "room" | "readView">;
  now(): Date;
}

/** Who is in a room: neither the lessons cancelled that day nor those that moved elsewhere, but those that moved in. */
export const readRoomOccupancy: Operation<typeof timetableContract.routes.readRoomOccupancy, Deps> = async (
  { params: { schoolId, roomId }, query },
  { store, now },
) => {
  const day = query.day ?? schoolTimeOf(now()).day;
  const view = { schoolId, schoolYear: schoolYearOf(day), viewId: roomId };
  const [room, read] = await Promise.all([store.room(view), store.readView(view, day, day)]);
  if (room === undefined) throw problem("not-found");
  const lessons = lessonsOf(schoolId, [day], [read]);
  return {
    status: 200,
    body: {
      room: { roomId, schoolId, label: room.label },
      day,
      items: lessons.filter((lesson) => lesson.status !== "cancelled" && lesson.room?.id === roomId),
    },
  };
};
