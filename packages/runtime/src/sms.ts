import * as z from "zod";
import { openSignedRequests, signingVariables } from "./signed-request.ts";

/** A short message to one telephone. */
export interface Sms {
  /** E.164: `+33601020304`. */
  readonly to: string;
  readonly text: string;
}

/** What leaves by SMS, behind a port: SNS in the cloud, an inbox to look at on one machine. */
export interface SmsSender {
  /** Hands a message over and gives the identifier the operator knows it by; throws when it was not taken, so that the caller's queue tries again. */
  send(sms: Sms): Promise<string>;
}

/** What a function that sends SMS finds in its environment (`sendsSms` in its manifest). */
export const smsVariables = {
  ...signingVariables,
  /** An SNS of one's own; without it, Amazon's of the region. */
  AWS_ENDPOINT_URL_SNS: z.string().optional(),
};

export type SmsEnvironment = z.output<z.ZodObject<typeof smsVariables>>;

/** SNS answers in a tenth of a second; whatever takes longer is tried again by the queue. */
const TIMEOUT_MS = 5_000;

/** Opens Amazon SNS (action `Publish` to a telephone number, of the transactional kind). */
export const openSms = (environment: SmsEnvironment): SmsSender => {
  const url = new URL("/", environment.AWS_ENDPOINT_URL_SNS ?? `https://sns.${environment.AWS_REGION}.amazonaws.com`);
  const request = openSignedRequests("sns", environment);
  return {
    send: async ({ to, text }) => {
      const body = new URLSearchParams({
        Action: "Publish",
        Version: "2010-03-31",
        PhoneNumber: to,
        Message: text,
        "MessageAttributes.entry.1.Name": "AWS.SNS.SMS.SMSType",
        "MessageAttributes.entry.1.Value.DataType": "String",
        "MessageAttributes.entry.1.Value.StringValue": "Transactional",
      }).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
      const answer = await request({ url, headers, body, timeoutMs: TIMEOUT_MS });
      if (!answer.ok) throw new Error(`the SMS service answered ${answer.status}`);
      return /<MessageId>([^<]*)</.exec(await answer.text())?.[1] ?? "";
    },
  };
};
