import { LostRace } from "@preau/store";
import type { News } from "../../../../functions/notices/news.ts";
import type { KeptNotice } from "../../../../functions/notices/notice.ts";
import { usualSettings } from "../../../../functions/notices/settings.ts";
import type { NoticePorts } from "./ports.ts";

/** The tables of notices in memory, with the conditions of the real ones. */
export const openMemoryNotices = (): NoticePorts => {
  const rosters = new Map<
    string,
    { readonly version: number; readonly guardians: Readonly<Record<string, readonly string[]>> }
  >();
  const notices = new Map<string, Map<string, KeptNotice>>();
  const lines = new Map<string, News>();
  return {
    store: {
      guardiansOf: async ({ classId }) => {
        const roster = rosters.get(classId);
        if (roster === undefined) throw new Error("the roster of a class is not known yet");
        return roster.guardians;
      },
      keepGuardians: async ({ classId, version, guardians }) => {
        if ((rosters.get(classId)?.version ?? -1) >= version) return false;
        rosters.set(classId, { version, guardians });
        return true;
      },
      noticesOn: async ({ guardianId }, day) => [...(notices.get(`${guardianId} ${day}`)?.values() ?? [])],
      keep: async (notice) => {
        const { guardianId, day, noticeId, revision } = notice;
        const key = `${guardianId} ${day}`;
        const ofDay = notices.get(key) ?? new Map<string, KeptNotice>();
        if ((ofDay.get(noticeId)?.revision ?? 0) !== revision - 1) throw new LostRace();
        notices.set(key, ofDay.set(noticeId, notice));
      },
    },
    news: {
      change: async ({ pupilId, day }, next) => {
        const key = `${pupilId} ${day}`;
        lines.set(key, next(lines.get(key)));
      },
    },
    settings: { current: async () => usualSettings },
  };
};
