import { SignatureV4 } from "@smithy/signature-v4";
import * as z from "zod";
import { Sha256 } from "./sha256.ts";

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
  AWS_REGION: z.string(),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  AWS_SESSION_TOKEN: z.string().optional(),
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
  const signer = new SignatureV4({
    service: "ses",
    region,
    sha256: Sha256,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
      ...(environment.AWS_SESSION_TOKEN !== undefined && { sessionToken: environment.AWS_SESSION_TOKEN }),
    },
  });
  const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
  return {
    send: async ({ to, subject, text }) => {
      const body = JSON.stringify({
        FromEmailAddress: MAIL_FROM,
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text) } } },
      });
      const { headers } = await signer.sign({
        method: "POST",
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port !== "" && { port: Number(url.port) }),
        path: url.pathname,
        headers: { host: url.host, "content-type": "application/json" },
        body,
      });
      const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!answer.ok) throw new Error(`the mail service answered ${answer.status}`);
    },
  };
};
