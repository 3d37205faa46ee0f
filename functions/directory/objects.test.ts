import { createHash, createHmac } from "node:crypto";
import { startQueuesAndObjects } from "@preau/local/engines/queues-and-objects";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Objects, openObjects } from "./objects.ts";

const environment = {
  BUCKET_NAME: "preau-imports",
  AWS_REGION: "eu-west-3",
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_SESSION_TOKEN: "token/with+signs=",
};
const importId = "imp_7k2mq4x9d0abc";
const file = "ENT_TEST_Complet_20261102_Eleve_0000.xml";

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const rfc3986 = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature S3 expects, computed from AWS's description of Signature Version 4 alone. */
const expectedSignature = (method: string, url: URL, secret: string): string => {
  const [, date = "", region = "", service = ""] = (url.searchParams.get("X-Amz-Credential") ?? "").split("/");
  const query = [...url.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`)
    .sort()
    .join("&");
  const request = [method, url.pathname, query, `host:${url.host}`, "", "host", "UNSIGNED-PAYLOAD"].join("\n");
  const scope = `${date}/${region}/${service}/aws4_request`;
  const hashed = createHash("sha256").update(request).digest("hex");
  const text = ["AWS4-HMAC-SHA256", url.searchParams.get("X-Amz-Date"), scope, hashed].join("\n");
  const key = [region, service, "aws4_request"].reduce(hmac, hmac(`AWS4${secret}`, date));
  return hmac(key, text).toString("hex");
};

describe("the address a file is sent to", () => {
  it("is the bucket's own, with the signature that S3 expects, for one hour", async () => {
    const url = new URL((await openObjects(environment).uploadUrl(importId, file, 3_600)).url);
    expect(url.origin + url.pathname).toBe(
      `https://preau-imports.s3.eu-west-3.amazonaws.com/imports/${importId}/${file}`,
    );
    expect(url.searchParams.get("X-Amz-Expires")).toBe("3600");
    expect(url.searchParams.get("X-Amz-Security-Token")).toBe("token/with+signs=");
    expect(url.searchParams.get("X-Amz-Signature")).toBe(expectedSignature("PUT", url, "secret"));
  });

  it("holds a file name with signs of its own", async () => {
    const url = new URL((await openObjects(environment).uploadUrl(importId, "Été & hiver.xml", 60)).url);
    expect(url.searchParams.get("X-Amz-Signature")).toBe(expectedSignature("PUT", url, "secret"));
  });
});

describe("the files of an import", () => {
  let engine: Awaited<ReturnType<typeof startQueuesAndObjects>>;
  let objects: Objects;
  beforeAll(async () => {
    engine = await startQueuesAndObjects({});
    await fetch(`${engine.endpoint}/preau-imports`, { method: "PUT" });
    objects = openObjects({ ...environment, AWS_ENDPOINT_URL_S3: engine.endpoint });
  });
  afterAll(() => engine.stop());

  it("are not there before they are sent", async () => {
    expect(await objects.sizeOf(importId, "absent.xml")).toBeUndefined();
    await expect(objects.read(importId, "absent.xml").next()).rejects.toThrow("404");
  });

  it("are measured and read back as they were sent", async () => {
    const content = Buffer.from("é".repeat(100_000));
    const sent = await fetch((await objects.uploadUrl(importId, file, 60)).url, { method: "PUT", body: content });
    expect(sent.status).toBe(200);
    expect(await objects.sizeOf(importId, file)).toBe(200_000);
    const pieces: Uint8Array[] = [];
    for await (const piece of objects.read(importId, file)) pieces.push(piece);
    expect(Buffer.concat(pieces).equals(content)).toBe(true);
  });
});
