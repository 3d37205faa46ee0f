import { now, readEnvironment } from "@preau/runtime";
import { laterVariables, onWake, openLater } from "@preau/runtime/later";
import { openWays, waysVariables } from "./contacts/ways.ts";
import { makeMessageDeps } from "./messages/deps.ts";
import { sendToClass } from "./messages/send-to-class.ts";
import { MessageWake } from "./messages/wake.ts";

export const handler = onWake(MessageWake, sendToClass, () => {
  const deps = makeMessageDeps();
  const { channels } = openWays(deps.table, readEnvironment(waysVariables), now);
  const later = openLater<MessageWake>("sendMessages", readEnvironment(laterVariables("sendMessages")));
  return { ...deps, channels, later };
});
