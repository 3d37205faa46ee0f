import type { Later } from "@preau/runtime/later";
import type { Channel } from "../channels/channel.ts";
import type { ContactStore } from "../contacts/contact-store.ts";
import type { Reach } from "../contacts/reach.ts";
import { quietUntil } from "../quiet-hours.ts";
import type { NoticeSettings } from "../settings.ts";
import type { AbsenceSummary, Summarize } from "./absence-summary.ts";
import type { FamiliesStore } from "./families-store.ts";
import { AGAIN_AFTER, countsOf, type Delivery, isUnfinished, type KeptMessage, type SchoolYear } from "./message.ts";
import type { MessageStore } from "./message-store.ts";
import { type Recipient, recipientsIn } from "./recipients.ts";
import { type SendDeps, sendToFamily } from "./send-to-family.ts";
import { composed, usesAbsences } from "./template.ts";
import type { MessageWake } from "./wake.ts";

export interface SendClassDeps extends SendDeps {
  readonly messages: Pick<MessageStore, "find" | "keep" | "deliveriesOf" | "keepProgress">;
  readonly families: Pick<FamiliesStore, "familiesOf">;
  readonly contacts: Pick<ContactStore, "reachOf">;
  readonly settings: { current(school: SchoolYear): Promise<NoticeSettings> };
  readonly channels: readonly Channel[];
  readonly later: Later<MessageWake>;
  readonly summarize: Summarize;
}

/** Families written to at the same time, at a tenth of a second each. */
const AT_ONCE = 2;

const known = async (
  message: KeptMessage,
  recipients: readonly Recipient[],
  summarize: Summarize,
): Promise<ReadonlyMap<string, AbsenceSummary>> => {
  if (!usesAbsences(message)) return new Map();
  const { schoolId, schoolYear, from, to } = message;
  const pupilIds = [...new Set(recipients.map(({ pupil }) => pupil.pupilId))];
  const summaries = await summarize({ schoolId, schoolYear, pupilIds, from, to });
  return new Map(summaries.map((one) => [one.pupilId, one]));
};

const identity = ({ pupilId, guardianId }: Pick<Delivery, "pupilId" | "guardianId">): string =>
  `${pupilId} ${guardianId}`;

const sendToAll = async (
  message: KeptMessage,
  recipients: readonly Recipient[],
  reaches: readonly Reach[],
  { deliveries, channels }: { deliveries: readonly Delivery[]; channels: readonly Channel[] },
  deps: SendClassDeps,
): Promise<readonly Delivery[]> => {
  const byFamily = new Map(deliveries.map((delivery) => [identity(delivery), delivery]));
  const summaries = await known(message, recipients, deps.summarize);
  const after: Delivery[] = [];
  for (let start = 0; start < recipients.length; start += AT_ONCE) {
    const some = recipients.slice(start, start + AT_ONCE).map(async (recipient, offset) => {
      const { pupil, guardianId } = recipient;
      const reach = reaches[start + offset];
      if (reach === undefined) throw new Error("somebody was asked for and not answered");
      const summary = summaries.get(pupil.pupilId);
      const write = async () => composed(message, { ...message, ...pupil, summary });
      const delivery = byFamily.get(identity({ pupilId: pupil.pupilId, guardianId }));
      return sendToFamily({ message, recipient, reach, channels, known: delivery, write }, deps);
    });
    after.push(...(await Promise.all(some)));
  }
  return after;
};

/**
 * Sends a message to the families of a class or a group, as they are now: whoever lost their right since it was ordered gets nothing.
 * Nothing leaves in quiet hours. Woken twice, or stopped on its way, it sends what is left and nothing else.
 */
export const sendToClass = async (wake: MessageWake, deps: SendClassDeps): Promise<void> => {
  const { audienceId, pass, after: _, ...key } = wake;
  const message = await deps.messages.find(key);
  const selection = message?.audiences.find((one) => one.audienceId === audienceId);
  if (message === undefined || selection === undefined) return;
  const [settings, [families]] = await Promise.all([
    deps.settings.current(key),
    deps.families.familiesOf(key, [audienceId]),
  ]);
  const quiet = quietUntil(deps.now(), settings.quietHours);
  if (quiet !== undefined) {
    const seconds = (quiet.getTime() - deps.now().getTime()) / 1_000;
    await deps.later.leave({ what: wake, seconds: seconds + wake.after });
    return;
  }
  if (families === undefined) return;
  const recipients = recipientsIn(families, selection);
  const [deliveries, reaches] = await Promise.all([
    deps.messages.deliveriesOf({ ...key, audienceId }, { consistent: true }),
    deps.contacts.reachOf(
      key,
      recipients.map(({ guardianId }) => guardianId),
    ),
  ]);
  const channels = deps.channels.filter(({ name }) => settings.channels.includes(name));
  const after = await sendToAll(message, recipients, reaches, { deliveries, channels }, deps);
  await deps.messages.keepProgress({ ...key, audienceId }, countsOf(after));
  const seconds = AGAIN_AFTER[pass];
  if (seconds !== undefined && after.some(isUnfinished))
    await deps.later.leave({ what: { ...wake, pass: pass + 1 }, seconds });
};
