import { createDecipheriv, createECDH, createVerify, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { selfSignedCertificate } from "@preau/runtime/self-signed-certificate";
import { openTable } from "@preau/store";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { pushChannel } from "../channels/push-channel.ts";
import { type ContactStore, openContactStore } from "../contacts/contact-store.ts";
import { type Device, usualPreferences } from "../contacts/reach.ts";
import { notices } from "../manifest.ts";
import { openPublicPost } from "./post-publicly.ts";
import { isPublicAddress } from "./public-address.ts";
import { openVapidStore } from "./vapid-store.ts";

const NOW = new Date("2026-11-23T07:00:00Z");
const MOTHER = "per_0k2mq4x9d0abd";

interface Posted {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}
let server: Server;
let ca: string;
let base: string;
const posted: Posted[] = [];
let answers: Record<string, number> = {};

beforeAll(async () => {
  const { privateKey, certificate } = await selfSignedCertificate("localhost", new Date(Date.now() - 86_400_000));
  ca = certificate;
  server = createServer({ key: privateKey, cert: certificate }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? "";
    posted.push({ path, headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(answers[path] ?? 201, { location: "/elsewhere" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `https://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** A telephone: what it gives, and what only it can read. */
const aTelephone = (name: string) => {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  const auth = randomBytes(16);
  const device: Device = {
    deviceId: `dev_${name.padEnd(13, "0")}`,
    endpoint: `${base}/${name}`,
    keys: { p256dh: pair.getPublicKey("base64url"), auth: auth.toString("base64url") },
    since: NOW.toISOString(),
  };
  /** RFC 8291 §3.4 and RFC 8188 §2, from the device's side. */
  const read = (body: Buffer): unknown => {
    const sender = body.subarray(21, 21 + 65);
    const shared = pair.computeSecret(sender);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), pair.getPublicKey(), sender]);
    const secret = Buffer.from(hkdfSync("sha256", shared, auth, info, 32));
    const salt = body.subarray(0, 16);
    const key = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: aes128gcm\0", 16));
    const nonce = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: nonce\0", 12));
    const sealed = body.subarray(86);
    const decipher = createDecipheriv("aes-128-gcm", key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString("utf8"));
  };
  return { device, read };
};

let contacts: ContactStore;
let vapid: ReturnType<typeof openVapidStore>;
beforeEach(async () => {
  const table = openTable(await freshTable(notices));
  contacts = openContactStore(table);
  vapid = openVapidStore(table);
  posted.length = 0;
  answers = {};
});

const outgoing = {
  key: "not_7k2mq4x9d0abc",
  schoolId: "0990001N",
  guardianId: MOTHER,
  pupilId: "per_7k2mq4x9d0abc",
  subject: "Absence de Nina",
  text: "Madame MARLOW, …",
  short: "Nina n’a pas été vue en cours à 8 h.",
};

const channel = (mayReach: (address: string) => boolean = () => true) =>
  pushChannel({
    post: openPublicPost({ timeoutMs: 2_000, mayReach, ca }),
    subject: "mailto:ne-pas-repondre@preau.example",
    keys: vapid.keys,
    now: () => NOW,
    forgetDevice: (guardianId, deviceId) => contacts.forgetDevice(guardianId, deviceId, NOW),
  });
const send = async (devices: readonly Device[], mayReach?: (address: string) => boolean) => {
  await contacts.settle(MOTHER, () => ({ devices }), NOW);
  const reach = { contact: { smsConsent: false }, devices, preferences: usualPreferences };
  return channel(mayReach).send(outgoing, reach);
};

describe("a notification", () => {
  it("is read by the device alone: a given name, a sentence, and where to look, never a family name", async () => {
    const { device, read } = aTelephone("lea");
    expect(await send([device])).toEqual({ state: "sent" });
    const [post] = posted;
    if (post === undefined) throw new Error("nothing was posted");
    const { body, headers } = post;
    expect(body.includes("Nina")).toBe(false);
    expect(read(body)).toEqual({
      title: "Absence de Nina",
      body: "Nina n’a pas été vue en cours à 8 h.",
      tag: "not_7k2mq4x9d0abc",
      data: { schoolId: "0990001N", pupilId: "per_7k2mq4x9d0abc" },
    });
    expect(headers).toMatchObject({ "content-encoding": "aes128gcm", urgency: "high", ttl: "21600" });
    expect(headers.topic).toMatch(/^[0-9a-z]{26}$/);
  });

  it("says who sends it, by the pair of the cell", async () => {
    await send([aTelephone("lea").device]);
    const [, jwt = "", key = ""] = /^vapid t=([^,]+), k=(.+)$/.exec(String(posted[0]?.headers.authorization)) ?? [];
    const { publicKey } = await vapid.keys();
    expect(key).toBe(publicKey);
    const [header = "", claims = "", signature = ""] = jwt.split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
      aud: base,
      sub: "mailto:ne-pas-repondre@preau.example",
      exp: NOW.getTime() / 1_000 + 12 * 3600,
    });
    const point = Buffer.from(publicKey, "base64url");
    const jwk = {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    };
    const verified = createVerify("sha256")
      .update(`${header}.${claims}`)
      .verify({ key: jwk, format: "jwk", dsaEncoding: "ieee-p1363" }, signature, "base64url");
    expect(verified).toBe(true);
  });

  it("goes to every device, and is sent when one of them takes it", async () => {
    answers = { "/old": 503 };
    expect(await send([aTelephone("old").device, aTelephone("new").device])).toEqual({ state: "sent" });
    expect(posted.map(({ path }) => path).sort()).toEqual(["/new", "/old"]);
  });

  it.each([404, 410])("forgets a device whose owner ended it (%i), and no other", async (status) => {
    answers = { "/ended": status, "/busy": 429 };
    const outcome = await send([aTelephone("ended").device, aTelephone("busy").device]);
    expect(outcome).toMatchObject({ state: "failed", again: true });
    const { devices } = await contacts.settledBy(MOTHER);
    expect(devices.map(({ endpoint }) => endpoint)).toEqual([`${base}/busy`]);
  });

  it("is not tried again where the only device is gone, and follows no redirection", async () => {
    answers = { "/ended": 410, "/moved": 307 };
    expect(await send([aTelephone("ended").device])).toMatchObject({ state: "failed", again: false });
    expect(await send([aTelephone("moved").device])).toMatchObject({ state: "failed", again: false });
    expect(posted.map(({ path }) => path)).not.toContain("/elsewhere");
  });

  it("never leaves for this machine or its network, whatever a browser pretended", async () => {
    expect(await send([aTelephone("lea").device], isPublicAddress)).toMatchObject({ state: "failed" });
    expect(posted).toEqual([]);
  });
});

describe("the pair of the cell", () => {
  it("is made once, whoever asks first", async () => {
    const name = process.env.TABLE_NAME ?? "";
    const [one, other] = [openVapidStore(openTable(name)), openVapidStore(openTable(name))];
    const [first, second] = await Promise.all([one.keys(), other.keys()]);
    expect(first).toEqual(second);
    expect(Buffer.from(first.privateKey, "base64url")).toHaveLength(32);
  });
});

describe("an address", () => {
  it.each(["93.184.215.14", "2606:4700::1111", "8.8.8.8"])("%s is of the public Internet", (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "::1",
    "::",
    "fd00::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "fd00:ec2::254",
    "localhost",
  ])("%s is not", (address) => expect(isPublicAddress(address)).toBe(false));
});
