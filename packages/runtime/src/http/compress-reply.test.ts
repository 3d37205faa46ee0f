import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { compressed, takesGzip } from "./compress-reply.ts";

const long = JSON.stringify({ lessons: Array.from({ length: 60 }, (_, n) => ({ lessonId: `les_${n}`, room: "B12" })) });
const reply = { statusCode: 200, headers: { etag: '"r2"', "content-type": "application/json" }, body: long };

describe("an answer on its way", () => {
  it("is compressed for whoever takes gzip, and says the same", () => {
    const { body = "", headers, isBase64Encoded } = compressed(reply, "gzip, deflate, br");
    const bytes = Buffer.from(body, "base64");
    expect(isBase64Encoded).toBe(true);
    expect(gunzipSync(bytes).toString("utf8")).toBe(long);
    expect(bytes.byteLength).toBeLessThan(long.length / 4);
    expect(headers).toEqual({
      etag: 'W/"r2"',
      "content-type": "application/json",
      "content-encoding": "gzip",
      vary: "accept-encoding",
    });
  });

  it("is left as it is for who does not, and says that it depends on this", () => {
    for (const asked of [undefined, "", "br", "gzip;q=0"])
      expect(compressed(reply, asked)).toEqual({ ...reply, headers: { ...reply.headers, vary: "accept-encoding" } });
  });

  it("is left alone when it is short, or bytes already", () => {
    const short = { statusCode: 200, headers: { etag: '"r2"' }, body: "{}" };
    const file = { statusCode: 200, headers: {}, body: "A".repeat(4_000), isBase64Encoded: true };
    expect(compressed(short, "gzip")).toBe(short);
    expect(compressed(file, "gzip")).toBe(file);
  });

  it("reads weights, spaces and capitals", () => {
    expect(["gzip", "GZIP;q=0.5", "br ,  gzip ; q=1", "deflate,gzip"].every(takesGzip)).toBe(true);
    expect(["identity", "gzip;q=0.000", "x-gzipped", "*"].some(takesGzip)).toBe(false);
  });
});
