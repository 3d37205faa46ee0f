import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type HttpServer, listen } from "../gateway/listen.ts";
import { readBody } from "../gateway/read-body.ts";
import { inboxPage } from "./inbox-page.ts";

/** A message that would have been sent; an SMS has no sender and no subject. */
export interface KeptMail {
  readonly at: string;
  readonly by?: "sms";
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** What SES v2 `SendEmail` is asked. */
interface SendEmail {
  readonly FromEmailAddress?: string;
  readonly Destination?: { readonly ToAddresses?: readonly string[] };
  readonly Content?: {
    readonly Simple?: {
      readonly Subject?: { readonly Data?: string };
      readonly Body?: { readonly Text?: { readonly Data?: string } };
    };
  };
}

const bodyLimitBytes = 1024 * 1024;

const mailOf = (asked: SendEmail): KeptMail | undefined => {
  const { Subject, Body } = asked.Content?.Simple ?? {};
  const to = asked.Destination?.ToAddresses ?? [];
  if (
    !asked.FromEmailAddress ||
    !to.every((address) => address.includes("@")) ||
    to.length === 0 ||
    !Subject?.Data ||
    !Body?.Text?.Data
  )
    return undefined;
  const at = new Date().toISOString();
  return { at, from: asked.FromEmailAddress, to, subject: Subject.Data, text: Body.Text.Data };
};

/** What SNS `Publish` is asked, for a telephone number. */
const smsOf = (asked: URLSearchParams): KeptMail | undefined => {
  const [to, text] = [asked.get("PhoneNumber") ?? "", asked.get("Message") ?? ""];
  if (asked.get("Action") !== "Publish" || !/^\+[1-9][0-9]{5,14}$/.test(to) || text === "") return undefined;
  return { at: new Date().toISOString(), by: "sms", from: "", to: [to], subject: "SMS", text };
};

const linesOf = (file: string): readonly KeptMail[] =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line))
    : [];

const publishedXml = (number: number): string =>
  `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>local-${number}</MessageId></PublishResult></PublishResponse>`;

export interface MailSink extends HttpServer {
  /** Everything kept so far, the oldest first. */
  readonly mails: readonly KeptMail[];
}

/**
 * Stands in for Amazon SES (API v2, `SendEmail` of a plain text) and for Amazon SNS (`Publish` to a telephone number): nothing leaves
 * this machine; messages are kept in `file`, one JSON a line, and `GET /` shows them, the latest first. Bounces, quotas and templates
 * are not modelled.
 */
export const startMailSink = async (port: number, file: string): Promise<MailSink> => {
  const mails: KeptMail[] = [...linesOf(file)];
  const server = await listen(port, async (request, response) => {
    if (request.method === "GET") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
      response.end(inboxPage(mails.toReversed()));
      return;
    }
    const json = (status: number, body: object) =>
      void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const isMail = request.url === "/v2/email/outbound-emails";
    if (request.method !== "POST" || !(isMail || request.url === "/"))
      return json(404, { message: `Not modelled locally: ${request.method} ${request.url}` });
    const body = (await readBody(request, bodyLimitBytes))?.toString("utf8") ?? "";
    const mail = isMail ? mailOf(JSON.parse(body || "{}")) : smsOf(new URLSearchParams(body));
    if (mail === undefined)
      return json(400, { message: "A recipient and a text are needed, and for mail a sender and a subject" });
    mails.push(mail);
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
    if (!isMail) return void response.writeHead(200, { "content-type": "text/xml" }).end(publishedXml(mails.length));
    return json(200, { MessageId: `local-${mails.length}` });
  });
  return { ...server, mails };
};
