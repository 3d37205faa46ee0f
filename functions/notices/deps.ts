import { baseVariables, now, readEnvironment } from "@preau/runtime";
import { laterVariables, openLater } from "@preau/runtime/later";
import { openReplies, openTable } from "@preau/store";
import { openNewsStore } from "./news-store.ts";
import { openSectorStore } from "./sector-store.ts";
import { openNoticeSettingsStore } from "./settings-store.ts";
import { openNoticeStore } from "./store.ts";
import type { Wake } from "./wake.ts";

/** Built once per cold start. */
export const makeDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return {
    now,
    table,
    replies: openReplies(table),
    store: openNoticeStore(table),
    news: openNewsStore(table),
    settings: openNoticeSettingsStore(table),
    sectors: openSectorStore(table),
  };
};

/** The same, with what wakes `reviewPupil`. */
export const makeNewsDeps = () => ({
  ...makeDeps(),
  later: openLater<Wake>("reviewPupil", readEnvironment(laterVariables("reviewPupil"))),
});
