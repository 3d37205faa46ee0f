import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { itemKey } from "./item-key.ts";

/**
 * A mail to be sent. `access`: codes for whoever a login or a mailbox leads to, if anybody; `mailbox`: a code that proves that the
 * mailbox is read by whoever holds the ticket.
 */
export type MailOrder =
  | { readonly kind: "access"; readonly typed: string }
  | { readonly kind: "mailbox"; readonly mail: string; readonly ticket: string };

/** The item type by which the stream wakes the sender. */
export const MAIL_ORDER = "mail-order";

/** Long enough for the sender to catch up after a breakdown; a later mail would only puzzle. */
const KEPT_SECONDS = 3_600;

export type MailOrders = ReturnType<typeof openMailOrders>;

/** Opens the orders: written in the same time whoever is meant, and carried out behind the stream. */
export const openMailOrders = (TableName: string, now: () => number) => ({
  place: async (orderId: string, order: MailOrder): Promise<void> => {
    await documentClient.send(
      new PutCommand({
        TableName,
        Item: { ...itemKey.mailOrder(orderId), _et: MAIL_ORDER, ...order, at: now(), ttl: now() + KEPT_SECONDS },
      }),
    );
  },
});
