import { problem } from "@preau/contract";
import { personIn } from "@preau/policy";
import type { Call, Operation } from "@preau/runtime";
import type { messageRoutes } from "../messages-contract.ts";
import type { KeptMessage } from "./message.ts";
import type { MessageStore } from "./message-store.ts";
import { type PlanDeps, planMessage } from "./plan-message.ts";
import { shownMessage } from "./shown-message.ts";

interface Deps extends PlanDeps {
  readonly messages: Pick<MessageStore, "order">;
  newId(prefix: string): string;
}

type SendMessage = typeof messageRoutes.sendMessage;

const WRITERS = ["head", "cpe", "office"] as const;

const writerOf = ({ principal, params }: Call<SendMessage>): string => {
  const held = WRITERS.map((role) => personIn(principal, params.schoolId, role));
  const writer = held.find((personId) => personId !== undefined);
  if (writer === undefined) throw problem("not-found");
  return writer;
};

/** Ids in the order of time: nine digits of the instant in base 32, four of chance. */
const messageIdAt = (now: Date, random: string): string =>
  `msg_${now.getTime().toString(32).padStart(9, "0")}${random.slice(-4)}`;

/** Orders a message. It leaves by a queue, class by class, and each family is looked at again when its turn comes. */
export const sendMessage: Operation<SendMessage, Deps> = async (call, deps) => {
  const plan = await planMessage(call.params.schoolId, call.body, deps);
  const now = deps.now();
  const { subject, text, short } = call.body;
  const message: KeptMessage = {
    ...plan.school,
    ...plan.period,
    messageId: messageIdAt(now, deps.newId("msg")),
    sentAt: now.toISOString(),
    sentBy: writerOf(call),
    subject,
    text,
    ...(short !== undefined && { short }),
    audiences: plan.audiences,
    families: plan.recipients.length,
    schoolName: plan.schoolName,
    phone: plan.phone,
  };
  const reply = { status: 202 as const, body: shownMessage(message, []) };
  await deps.messages.order(message, call.remember(reply));
  return reply;
};
