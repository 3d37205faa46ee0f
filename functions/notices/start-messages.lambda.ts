import { readEnvironment } from "@preau/runtime";
import { baseVariables } from "@preau/runtime/environment";
import { follow } from "@preau/runtime/follow";
import { laterVariables, openLater } from "@preau/runtime/later";
import { openTable } from "@preau/store";
import { openMessageStore } from "./messages/message-store.ts";
import { startMessages } from "./messages/start-messages.ts";
import type { MessageWake } from "./messages/wake.ts";

export const handler = follow(startMessages, () => ({
  messages: openMessageStore(openTable(readEnvironment(baseVariables).TABLE_NAME)),
  later: openLater<MessageWake>("sendMessages", readEnvironment(laterVariables("sendMessages"))),
}));
