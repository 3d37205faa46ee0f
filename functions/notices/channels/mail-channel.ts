import type { Mailer } from "@preau/runtime/mailer";
import { type Channel, failed } from "./channel.ts";
import { mailWay } from "./obstacles.ts";

/** Mail in plain text. What SES refuses it may take later (a quota, an outage): every refusal is worth another attempt. */
export const mailChannel = (mailer: Mailer): Channel => ({
  ...mailWay,
  send: async ({ subject, text }, reach) => {
    const { mail } = reach.contact;
    if (mail === undefined) return failed(mailWay.obstacle(reach) ?? "", false);
    try {
      await mailer.send({ to: mail, subject, text });
      return { state: "sent" };
    } catch {
      return failed("Le service de courrier électronique n’a pas pris le message.", true);
    }
  },
});
