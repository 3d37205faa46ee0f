import { readEnvironment } from "@preau/runtime";
import { type Change, follow } from "@preau/runtime/follow";
import { laterVariables, openLater } from "@preau/runtime/later";
import { makeDeps } from "./deps.ts";
import { followNotices } from "./follow-notices.ts";
import { openMessageStore } from "./messages/message-store.ts";
import { startMessages } from "./messages/start-messages.ts";
import type { MessageWake } from "./messages/wake.ts";

const makeFollowDeps = () => {
  const deps = makeDeps();
  const later = openLater<MessageWake>("sendMessages", readEnvironment(laterVariables("sendMessages")));
  return { ...deps, later, messages: openMessageStore(deps.table) };
};

// One function for both: a table's stream has room for two readers, and the other one is the publisher.
const followAll = async (changes: readonly Change[], deps: ReturnType<typeof makeFollowDeps>): Promise<void> => {
  await startMessages(changes, deps);
  await followNotices(changes, deps);
};

export const handler = follow(followAll, makeFollowDeps);
