import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem, type SchoolId } from "@preau/contract";
import { writeCsv } from "@preau/formats/csv/write-csv";
import type { Operation } from "@preau/runtime";
import type { messageRoutes } from "../messages-contract.ts";
import { type Delivery, type KeptMessage, type Standing, standingOf } from "./message.ts";
import type { MessageStore } from "./message-store.ts";
import { shownDelivery, shownMessage } from "./shown-message.ts";

interface Deps {
  readonly messages: Pick<MessageStore, "find" | "sentBy" | "deliveriesOf" | "progressOf">;
  now(): Date;
}
type Routes = typeof messageRoutes;

const schoolAt = (schoolId: SchoolId, { now }: Pick<Deps, "now">) => ({
  schoolId,
  schoolYear: schoolYearOf(schoolTimeOf(now()).day),
});

/** A message of the school and of this year. @throws `not-found` */
export const messageOf = async (
  { schoolId, messageId }: { readonly schoolId: SchoolId; readonly messageId: string },
  deps: Pick<Deps, "now"> & { readonly messages: Pick<MessageStore, "find"> },
): Promise<KeptMessage> => {
  const message = await deps.messages.find({ ...schoolAt(schoolId, deps), messageId });
  if (message === undefined) throw problem("not-found");
  return message;
};

const withProgress = async (message: KeptMessage, { messages }: Deps) => {
  const { schoolId, schoolYear, messageId, audiences } = message;
  const ids = audiences.map(({ audienceId }) => audienceId);
  return shownMessage(message, await messages.progressOf({ schoolId, schoolYear, messageId }, ids));
};

export const listMessages: Operation<Routes["listMessages"], Deps> = async ({ params, query }, deps) => {
  const { items, cursor } = await deps.messages.sentBy(schoolAt(params.schoolId, deps), query);
  return {
    status: 200,
    body: {
      items: items.map((message) => shownMessage(message, [])),
      ...(cursor !== undefined && { cursor }),
    },
  };
};

export const readMessage: Operation<Routes["readMessage"], Deps> = async ({ params }, deps) => ({
  status: 200,
  body: await withProgress(await messageOf(params, deps), deps),
});

export const listMessageDeliveries: Operation<Routes["listMessageDeliveries"], Deps> = async (call, deps) => {
  const { schoolId, schoolYear, messageId, audiences } = await messageOf(call.params, deps);
  const { audienceId } = call.query;
  if (!audiences.some((one) => one.audienceId === audienceId)) throw problem("not-found");
  const deliveries = await deps.messages.deliveriesOf({ schoolId, schoolYear, messageId, audienceId });
  return { status: 200, body: { items: deliveries.map(shownDelivery) } };
};

const SAID: Readonly<Record<Standing, string>> = {
  waiting: "en attente",
  sent: "envoyé",
  failed: "échec",
  unreachable: "à joindre par courrier",
  read: "lu",
};
const HEADERS = ["Classe", "Élève", "Responsable", "État", "Notification", "Courriel", "SMS", "Motif", "Lu le"];

const lineOf = (delivery: Delivery): readonly string[] => {
  const { className, pupilName, guardianName = "", channels, reasons, readAt = "" } = delivery;
  const ways = (["push", "mail", "sms"] as const).map((name) => channels[name]);
  const why = [...reasons, ...ways.flatMap((way) => (way?.state === "failed" && way.reason ? [way.reason] : []))];
  return [
    className,
    pupilName,
    guardianName,
    SAID[standingOf(delivery)],
    ...ways.map((way) => (way === undefined ? "" : SAID[way.state])),
    why.join(" "),
    readAt,
  ];
};

/** One line a legal representative, class by class. */
export const exportMessageDeliveries: Operation<Routes["exportMessageDeliveries"], Deps> = async (call, deps) => {
  const { schoolId, schoolYear, messageId, audiences } = await messageOf(call.params, deps);
  const rows: (readonly string[])[] = [];
  for (const { audienceId } of audiences)
    rows.push(...(await deps.messages.deliveriesOf({ schoolId, schoolYear, messageId, audienceId })).map(lineOf));
  return { status: 200, body: { name: `${messageId}.csv`, bytes: writeCsv([HEADERS, ...rows], "spreadsheet") } };
};
