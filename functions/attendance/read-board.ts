import { schoolTimeOf } from "@preau/calendar";
import type { Operation } from "@preau/runtime";
import { boardOf } from "./board.ts";
import type { BoardStore } from "./board-store.ts";
import type { attendanceContract } from "./contract.ts";

interface Deps {
  readonly boards: Pick<BoardStore, "boardEntries">;
  now(): Date;
}

/** Who is missing today, for school life: the whole school, whoever follows which class. */
export const readBoard: Operation<typeof attendanceContract.routes.readBoard, Deps> = async (call, { boards, now }) => {
  const { schoolId } = call.params;
  const day = call.query.day ?? schoolTimeOf(now()).day;
  return { status: 200, body: boardOf(schoolId, day, await boards.boardEntries(schoolId, day)) };
};
