import { openTable } from "@preau/store";
import { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import { withNotice, withPresence } from "../../functions/notices/news.ts";
import { openNewsStore } from "../../functions/notices/news-store.ts";
import { openNoticeStore } from "../../functions/notices/store.ts";
import { aNotice } from "../../functions/notices/testing/a-notice.ts";
import { NINA } from "./callers.ts";
import { MOTHER } from "./directory-facts.ts";

/** Nina was absent, and both her guardians of that day were told: the notices and the line of school life's outbox. */
export const keepNotices = async (
  tableName: string,
  withNina: boolean,
  exGuardian: readonly string[],
): Promise<void> => {
  const table = openTable(tableName);
  const [store, news] = [openNoticeStore(table), openNewsStore(table)];
  if (!withNina) return;
  const presence = presenceChangedV1.schema.parse({
    ...presenceChangedV1.example,
    pupilId: NINA,
    familyName: "QUARTZELLE",
    givenName: "Ninoé",
  });
  await news.change(presence, (line) => withPresence(line, presence));
  for (const guardianId of [MOTHER, ...exGuardian]) {
    const notice = aNotice(guardianId, { pupilId: NINA, pupilName: "Ninoé" });
    await store.keep(notice);
    await news.change(notice, (line) => withNotice(line, notice));
  }
};
