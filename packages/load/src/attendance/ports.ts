import type { Write } from "@preau/store";
import type { BoardStore } from "../../../../functions/attendance/board/board-store.ts";
import type { DayStore } from "../../../../functions/attendance/pupil-day/day-store.ts";
import type { SettingsStore } from "../../../../functions/attendance/pupil-day/settings-store.ts";
import type { RegisterStore } from "../../../../functions/attendance/register-store.ts";
import type { SheetStore } from "../../../../functions/attendance/sheet-store.ts";
import type { StatementStore } from "../../../../functions/attendance/statements/statement-store.ts";
import type { NewsStore } from "../../../../functions/notices/news-store.ts";
import type { NoticeSettingsStore } from "../../../../functions/notices/settings-store.ts";
import type { NoticeStore } from "../../../../functions/notices/store.ts";

/** What was first answered under a key. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** What attendance reads and writes here: over memory for a million roll calls, over the engine for a few of them. */
export interface AttendancePorts {
  readonly sheets: Pick<SheetStore, "sheetSources" | "keepChange" | "keepSlots" | "rosterOf">;
  readonly registers: Pick<RegisterStore, "submit">;
  readonly boards: Pick<BoardStore, "partToChange" | "keepPart" | "announcePart">;
  readonly settings: Pick<SettingsStore, "current">;
  readonly statements: Pick<StatementStore, "add">;
  readonly days: Pick<
    DayStore,
    | "membershipsOf"
    | "sourcesOf"
    | "addFact"
    | "addTreatments"
    | "presenceOn"
    | "presencesOf"
    | "keepPresence"
    | "markedAt"
  >;
  readonly replies: {
    /** The write that remembers what was answered under a key; it fails all it is committed with when the key was answered before. */
    remember(key: string, reply: Answered): Write;
    find(key: string): Promise<Answered | undefined>;
  };
}

/** What notices reads and writes here. */
export interface NoticePorts {
  readonly store: Pick<NoticeStore, "guardiansOf" | "keepGuardians" | "noticesOn" | "keep">;
  readonly news: Pick<NewsStore, "change">;
  readonly settings: Pick<NoticeSettingsStore, "current">;
}
