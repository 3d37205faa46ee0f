import * as z from "zod";
import { openSignedRequests, signingVariables } from "./signed-request.ts";

/** A message to one mailbox, in plain text: it is read on old telephones and by screen readers. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What leaves by mail, behind a port: SES in the cloud, an inbox to look at on one machine. */
export interface Mailer {
  /** Hands a message over; throws when it was not taken, so that the caller's queue tries again. */
  send(mail: Mail): Promise<void>;
}

/** What a function that sends mail finds in its environment (`sendsMail` in its manifest). */
export const mailVariables = {
  /** The sender, with its name: `Préau <ne-pas-repondre@preau.example>`. */
  MAIL_FROM: z.string(),
  ...signingVariables,
  /** An SES of one's own; without it, Amazon's of the region. */
  AWS_ENDPOINT_URL_SESV2: z.string().optional(),
};

export type MailEnvironment = z.output<z.ZodObject<typeof mailVariables>>;

/** SES answers in a tenth of a second; whatever takes longer is tried again by the queue. */
const TIMEOUT_MS = 5_000;

/** Opens Amazon SES (API v2), whose requests are signed here: its SDK would weigh more than all the rest. */
export const openMailer = (environment: MailEnvironment): Mailer => {
  const { AWS_REGION: region, MAIL_FROM } = environment;
  const url = new URL(
    "/v2/email/outbound-emails",
    environment.AWS_ENDPOINT_URL_SESV2 ?? `https://email.${region}.amazonaws.com`,
  );
  const request = openSignedRequests("ses", environment);
  const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
  return {
    send: async ({ to, subject, text }) => {
      const body = JSON.stringify({
        FromEmailAddress: MAIL_FROM,
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text) } } },
      });
      const headers = { "content-type": "application/json" };
      const answer = await request({ url, headers, body, timeoutMs: TIMEOUT_MS });
      if (!answer.ok) throw new Error(`the mail service answered ${answer.status}`);
    },
  };
};
