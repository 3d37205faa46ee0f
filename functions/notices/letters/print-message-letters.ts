import { schoolTimeOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { toPdf } from "@preau/paper";
import type { Operation } from "@preau/runtime";
import type { ContactStore } from "../contacts/contact-store.ts";
import { messageOf } from "../messages/follow-message.ts";
import { type Delivery, type KeptMessage, standingOf } from "../messages/message.ts";
import type { MessageSettingsStore } from "../messages/message-settings-store.ts";
import type { MessageStore } from "../messages/message-store.ts";
import type { ReceivedStore } from "../messages/received-store.ts";
import type { letterRoutes } from "../messages-contract.ts";
import { isPostable, type Letter, lettersOf, type WithoutAddress } from "./letter.ts";

interface Deps {
  readonly messages: Pick<MessageStore, "find" | "deliveriesOf">;
  readonly received: Pick<ReceivedStore, "find">;
  readonly contacts: Pick<ContactStore, "reachOf">;
  readonly messageSettings: Pick<MessageSettingsStore, "current">;
  now(): Date;
}

/** Pages a file: what an office prints at once, and what a request has the time for. */
const A_PART = 100;

const toPost = async (message: KeptMessage, { messages }: Deps): Promise<readonly Delivery[]> => {
  const { schoolId, schoolYear, messageId, audiences } = message;
  const all: Delivery[] = [];
  for (const { audienceId } of audiences)
    all.push(...(await messages.deliveriesOf({ schoolId, schoolYear, messageId, audienceId })));
  return all.filter((delivery) => ["unreachable", "failed"].includes(standingOf(delivery)));
};

const written = async (deliveries: readonly Delivery[], message: KeptMessage, deps: Deps) => {
  const { schoolId, schoolYear } = message;
  const [reaches, words] = await Promise.all([
    deps.contacts.reachOf(
      { schoolId, schoolYear },
      deliveries.map(({ guardianId }) => guardianId),
    ),
    Promise.all(deliveries.map((delivery) => deps.received.find(delivery))),
  ]);
  const letters: Letter[] = [];
  const without: WithoutAddress[] = [];
  for (const [index, { guardianName = "Responsable légal", pupilName, className }] of deliveries.entries()) {
    const [address, received] = [reaches[index]?.contact.address, words[index]];
    const about = `${pupilName}, ${className}`;
    if (received === undefined) continue;
    if (isPostable(address))
      letters.push({ recipient: guardianName, address, about, subject: received.subject, text: received.text });
    else without.push({ recipient: guardianName, about });
  }
  return { letters, without };
};

/** Whom a message reached by no other way, on paper: families without an address, telephone or agreement hear of it all the same. */
export const printMessageLetters: Operation<typeof letterRoutes.printMessageLetters, Deps> = async (call, deps) => {
  const { part } = call.query;
  const message = await messageOf(call.params, deps);
  const { schoolId, schoolYear, messageId, schoolName } = message;
  const deliveries = (await toPost(message, deps)).slice((part - 1) * A_PART, part * A_PART);
  if (deliveries.length === 0 && part > 1) throw problem("not-found");
  const [{ letters, without }, { letterhead }] = await Promise.all([
    written(deliveries, message, deps),
    deps.messageSettings.current({ schoolId, schoolYear }),
  ]);
  const { day } = schoolTimeOf(deps.now());
  const sender = { letterhead: letterhead.length > 0 ? letterhead : [schoolName], day };
  const bytes = await toPdf(lettersOf(letters, without, sender));
  return { status: 200, body: { name: `courriers-${messageId}${part > 1 ? `-${part}` : ""}.pdf`, bytes } };
};
