import type { AudienceId, SchoolId } from "@preau/contract";
import type { Change } from "@preau/runtime/follow";
import type { Later } from "@preau/runtime/later";
import type { MessageStore } from "./message-store.ts";
import type { MessageWake } from "./wake.ts";

interface Deps {
  readonly messages: Pick<MessageStore, "readMessage">;
  readonly later: Later<MessageWake>;
}

/** What Amazon SES takes of every account that left its sandbox; beyond, it refuses. */
const MAILS_A_SECOND = 14;

/**
 * Begins to send what was ordered: one piece of work a class, left to the queue, each after the time that those before it take. Done
 * twice, each class is gone through twice and sent once.
 */
export const startMessages = async (changes: readonly Change[], { messages, later }: Deps): Promise<void> => {
  const ordered = changes.filter(({ entity, before }) => entity === "message" && before === undefined);
  for (const { after: image } of ordered) {
    if (image === undefined) continue;
    const { schoolId, schoolYear, messageId, audiences } = messages.readMessage(image);
    let before = 0;
    const wakes = audiences.map(({ audienceId, families }) => {
      const after = Math.floor(before / MAILS_A_SECOND);
      before += families;
      const scope = { schoolId: schoolId as SchoolId, schoolYear, messageId, audienceId: audienceId as AudienceId };
      return { what: { ...scope, after, pass: 0 }, seconds: after };
    });
    await later.leave(...wakes);
  }
};
