import type { SmsSender } from "@preau/runtime/sms";
import { type Channel, failed } from "./channel.ts";
import { smsWay } from "./obstacles.ts";
import { inOneSms } from "./sms-text.ts";

/** One SMS a notice, to those who agreed to be written to that way; they bear on the school's bill. */
export const smsChannel = (sms: SmsSender): Channel => ({
  ...smsWay,
  send: async ({ short }, reach) => {
    const reason = smsWay.obstacle(reach);
    const { mobile } = reach.contact;
    if (reason !== undefined || mobile === undefined) return failed(reason ?? "", false);
    try {
      await sms.send({ to: mobile, text: inOneSms(short) });
      return { state: "sent" };
    } catch {
      return failed("L’opérateur de SMS n’a pas pris le message.", true);
    }
  },
});
