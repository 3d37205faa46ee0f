import type { AudienceId, SchoolId } from "@preau/contract";
import type { Change } from "@preau/runtime/follow";
import type { Later } from "@preau/runtime/later";
import type { MessageStore } from "./message-store.ts";
import type { MessageWake } from "./wake.ts";

interface Deps {
  readonly messages: Pick<MessageStore, "readMessage">;
  readonly later: Later<MessageWake>;
}

/** Begins to send what was ordered: one piece of work a class, left to the queue. Done twice, each class is gone through twice and sent once. */
export const startMessages = async (changes: readonly Change[], { messages, later }: Deps): Promise<void> => {
  const ordered = changes.filter(({ entity, before }) => entity === "message" && before === undefined);
  for (const { after } of ordered) {
    if (after === undefined) continue;
    const { schoolId, schoolYear, messageId, audiences } = messages.readMessage(after);
    const wakes = audiences.map(({ audienceId }) => ({
      what: {
        schoolId: schoolId as SchoolId,
        schoolYear,
        messageId,
        audienceId: audienceId as AudienceId,
        pass: 0,
      },
      seconds: 0,
    }));
    await later.leave(...wakes);
  }
};
