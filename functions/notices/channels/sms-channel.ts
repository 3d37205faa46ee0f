import type { SmsSender } from "@preau/runtime/sms";
import type { Reach } from "../contacts/reach.ts";
import { type Channel, failed } from "./channel.ts";
import { inOneSms } from "./sms-text.ts";

const obstacle = ({ contact: { mobile, smsConsent } }: Pick<Reach, "contact">): string | undefined => {
  if (mobile === undefined) return "Pas de téléphone portable.";
  return smsConsent ? undefined : "N’a pas accepté de recevoir des SMS.";
};

/** One SMS a notice, to those who agreed to be written to that way; they bear on the school's bill. */
export const smsChannel = (sms: SmsSender): Channel => ({
  name: "sms",
  obstacle,
  send: async ({ short }, { contact }) => {
    const reason = obstacle({ contact });
    if (reason !== undefined || contact.mobile === undefined)
      return failed(reason ?? "Pas de téléphone portable.", false);
    try {
      await sms.send({ to: contact.mobile, text: inOneSms(short) });
      return { state: "sent" };
    } catch {
      return failed("L’opérateur de SMS n’a pas pris le message.", true);
    }
  },
});
