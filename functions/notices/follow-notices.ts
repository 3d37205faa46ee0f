import type { Change } from "@preau/runtime/follow";
import { withNotice } from "./news.ts";
import type { NewsStore } from "./news-store.ts";
import type { NoticeStore } from "./store.ts";

interface Deps {
  readonly news: Pick<NewsStore, "change">;
  readonly store: Pick<NoticeStore, "readNotice">;
}

/** Keeps what school life sees in line with every notice: told, sent, failed, read, answered. A later state is never undone by an earlier one. */
export const followNotices = async (changes: readonly Change[], { news, store }: Deps): Promise<void> => {
  for (const { entity, after } of changes) {
    if (entity !== "notice" || after === undefined) continue;
    const notice = store.readNotice(after);
    await news.change(notice, (line) => withNotice(line, notice));
  }
};
