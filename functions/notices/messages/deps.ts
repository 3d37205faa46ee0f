import { baseVariables, newId, now, readEnvironment } from "@preau/runtime";
import { askVariables, openAsk } from "@preau/runtime/ask-function";
import { openReplies, openTable } from "@preau/store";
import { openContactStore } from "../contacts/contact-store.ts";
import { openNoticeSettingsStore } from "../settings-store.ts";
import { AbsenceSummaries, type Summarize } from "./absence-summary.ts";
import { openFamiliesStore } from "./families-store.ts";
import { openMessageSettingsStore } from "./message-settings-store.ts";
import { openMessageStore } from "./message-store.ts";
import { openReceivedStore } from "./received-store.ts";

/** Built once per cold start. */
export const makeMessageDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  const ask = openAsk(readEnvironment(askVariables));
  const summarize: Summarize = (question) => ask("attendance", "summarizeAbsences", question, AbsenceSummaries);
  return {
    now,
    newId,
    table,
    summarize,
    replies: openReplies(table),
    contacts: openContactStore(table),
    settings: openNoticeSettingsStore(table),
    families: openFamiliesStore(table),
    messageSettings: openMessageSettingsStore(table),
    messages: openMessageStore(table),
    received: openReceivedStore(table),
  };
};
