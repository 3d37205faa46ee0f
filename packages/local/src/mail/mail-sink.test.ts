import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMailer } from "@preau/runtime/mailer";
import { openSms } from "@preau/runtime/sms";
import { afterEach, expect, it } from "vitest";
import { startMailSink } from "./mail-sink.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-mail-"));
const file = join(directory, "mail.jsonl");
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  rmSync(file, { force: true });
});

const open = async () => {
  const sink = await startMailSink(0, file);
  stops.push(sink.stop);
  const url = `http://127.0.0.1:${sink.port}`;
  const mailer = openMailer({
    MAIL_FROM: "Préau <preau@localhost.example>",
    AWS_REGION: "eu-west-3",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_SESV2: url,
  });
  return { sink, url, mailer };
};

const mail = { to: "lea@example.org", subject: "Votre code – Préau", text: "Code : <K7MR>\nÀ bientôt" };

it("keeps what would have been sent, and shows it as text, never as markup", async () => {
  const { sink, url, mailer } = await open();
  await mailer.send(mail);
  expect(sink.mails).toMatchObject([{ ...mail, to: [mail.to], from: "Préau <preau@localhost.example>" }]);
  const page = await (await fetch(url)).text();
  expect(page).toContain("Code : &lt;K7MR&gt;");
});

it("finds its messages again after a restart", async () => {
  const { sink, mailer } = await open();
  await mailer.send(mail);
  await sink.stop();
  stops.length = 0;
  expect((await open()).sink.mails).toHaveLength(1);
});

it("refuses a message without a recipient, and the sender hears of it", async () => {
  const { mailer } = await open();
  await expect(mailer.send({ ...mail, to: "" })).rejects.toThrow("400");
});

it("keeps SMS beside mail, and refuses a number that is not international", async () => {
  const { sink, url } = await open();
  const sms = openSms({
    AWS_REGION: "eu-west-3",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_SNS: url,
  });
  expect(await sms.send({ to: "+33601020304", text: "Nina est absente ce matin & à 09:00" })).toBe("local-1");
  expect(sink.mails).toMatchObject([{ by: "sms", to: ["+33601020304"], text: "Nina est absente ce matin & à 09:00" }]);
  await expect(sms.send({ to: "0601020304", text: "Bonjour" })).rejects.toThrow("400");
});
