import { serve } from "@preau/runtime";
import { noticesContract } from "./contract.ts";
import { makeMessageDeps } from "./messages/deps.ts";
import {
  exportMessageDeliveries,
  listMessageDeliveries,
  listMessages,
  readMessage,
} from "./messages/follow-message.ts";
import { listUnreachableFamilies } from "./messages/list-unreachable-families.ts";
import { previewMessage } from "./messages/preview-message.ts";
import { listReceivedMessages, markMessageRead } from "./messages/read-received.ts";
import { sendMessage } from "./messages/send-message.ts";
import { readMessageSettings, setMessageSettings } from "./messages/set-message-settings.ts";

const operations = {
  ...{ readMessageSettings, setMessageSettings, previewMessage, sendMessage, listMessages, readMessage },
  ...{ listMessageDeliveries, exportMessageDeliveries, listUnreachableFamilies, listReceivedMessages, markMessageRead },
};

export const handler = serve(noticesContract, operations, makeMessageDeps);
