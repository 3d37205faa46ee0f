import type { Payload } from "@preau/contract";
import type { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { entriesOf } from "./board.ts";
import type { BoardStore } from "./board-store.ts";

interface Deps {
  readonly boards: Pick<BoardStore, "keepEntry">;
  now(): Date;
}

/** Puts a submitted register on the board of its day. */
export const keepBoard = async (
  register: Payload<typeof registerSubmittedV1>,
  { boards, now }: Deps,
): Promise<void> => {
  const { schoolId, day } = register;
  await Promise.all(entriesOf(register).map((entry) => boards.keepEntry(schoolId, day, entry, now())));
};
