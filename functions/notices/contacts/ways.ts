import { mailVariables, openMailer } from "@preau/runtime/mailer";
import { openSms, smsVariables } from "@preau/runtime/sms";
import type { OpenTable } from "@preau/store";
import type * as z from "zod";
import type { Channel } from "../channels/channel.ts";
import { mailChannel } from "../channels/mail-channel.ts";
import { pushChannel } from "../channels/push-channel.ts";
import { smsChannel } from "../channels/sms-channel.ts";
import { openPublicPost } from "../push/post-publicly.ts";
import { openVapidStore } from "../push/vapid-store.ts";
import { openContactStore } from "./contact-store.ts";
import type { Reach } from "./reach.ts";

/** What a function that writes to families finds in its environment (`sendsMail` and `sendsSms` in its manifest). */
export const waysVariables = { ...mailVariables, ...smsVariables };

/** All that reaches families, and how each is reached as of now. */
export interface Ways {
  readonly channels: readonly Channel[];
  reachOf(guardian: {
    readonly schoolId: string;
    readonly schoolYear: number;
    readonly guardianId: string;
  }): Promise<Reach>;
}

const addressIn = (sender: string): string => /<([^<>]+)>/.exec(sender)?.[1] ?? sender;

/** Opens the ways to families, the quickest first: push, mail, SMS. Needs to get, batch-get and put items of the table. */
export const openWays = (
  table: OpenTable,
  environment: z.output<z.ZodObject<typeof waysVariables>>,
  now: () => Date,
): Ways => {
  const contacts = openContactStore(table);
  const { keys } = openVapidStore(table);
  const push = pushChannel({
    post: openPublicPost(),
    subject: `mailto:${addressIn(environment.MAIL_FROM)}`,
    keys,
    now,
    forgetDevice: (guardianId, deviceId) => contacts.forgetDevice(guardianId, deviceId, now()),
  });
  return {
    channels: [push, mailChannel(openMailer(environment)), smsChannel(openSms(environment))],
    reachOf: async ({ guardianId, ...school }) => {
      const [reach] = await contacts.reachOf(school, [guardianId]);
      if (reach === undefined) throw new Error("one guardian was asked for, none was answered");
      return reach;
    },
  };
};
