import type { Mailer } from "@preau/runtime/mailer";
import { type Channel, failed } from "./channel.ts";

/** Mail in plain text. What SES refuses it may take later (a quota, an outage): every refusal is worth another attempt. */
export const mailChannel = (mailer: Mailer): Channel => ({
  name: "mail",
  obstacle: ({ contact }) => (contact.mail === undefined ? "Pas d’adresse électronique." : undefined),
  send: async ({ subject, text }, { contact: { mail } }) => {
    if (mail === undefined) return failed("Pas d’adresse électronique.", false);
    try {
      await mailer.send({ to: mail, subject, text });
      return { state: "sent" };
    } catch {
      return failed("Le service de courrier électronique n’a pas pris le message.", true);
    }
  },
});
