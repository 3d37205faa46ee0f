import { now, serve } from "@preau/runtime";
import { baseVariables, readEnvironment } from "@preau/runtime/environment";
import { openTable } from "@preau/store";
import { openContactStore } from "./contacts/contact-store.ts";
import { noticesContract } from "./contract.ts";
import { printMessageLetters } from "./letters/print-message-letters.ts";
import { openMessageSettingsStore } from "./messages/message-settings-store.ts";
import { openMessageStore } from "./messages/message-store.ts";
import { openReceivedStore } from "./messages/received-store.ts";

export const handler = serve(noticesContract, { printMessageLetters }, () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return {
    now,
    contacts: openContactStore(table),
    messages: openMessageStore(table),
    received: openReceivedStore(table),
    messageSettings: openMessageSettingsStore(table),
  };
});
