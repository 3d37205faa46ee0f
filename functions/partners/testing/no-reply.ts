import { randomUUID } from "node:crypto";
import { type OpenTable, openReplies, type Write } from "@preau/store";

/** A reply to remember that nobody asks for again. */
export const noReply = (table: OpenTable): Write =>
  openReplies(table).remember(
    { accountId: "acc_0000000000000", key: randomUUID(), fingerprint: "" },
    { status: 200, body: {} },
    new Date(),
  );
