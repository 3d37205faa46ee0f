import { type Change, outgoing } from "@preau/runtime/publish";
import { registerRemindedV1 } from "../../../events/register-reminded.v1.ts";
import type { KeptReminder } from "./plan-store.ts";

/** Each reminder leaves once, to the first screen of those who give the lesson. */
export const reminderEvents = (changes: readonly Change[]) =>
  changes.flatMap(({ entity, after }) => {
    if (entity !== "reminder" || after === undefined) return [];
    const { reminders, ...lesson } = after as unknown as KeptReminder;
    const payload = { ...lesson, remindedAt: reminders.at(-1)?.at };
    return [outgoing(registerRemindedV1, registerRemindedV1.schema.parse(payload))];
  });
