import { createPrivateKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { selfSignedCertificate } from "./self-signed-certificate.ts";

describe("a certificate of our own", () => {
  it("is read by others, belongs to its key and lasts ten years", async () => {
    const { privateKey, certificate } = await selfSignedCertificate("Préau essai", new Date("2026-11-21T22:00:00Z"));
    const read = new X509Certificate(certificate);
    expect(read.subject).toBe("CN=Préau essai");
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
    expect(read.validFromDate.toISOString()).toBe("2026-11-21T22:00:00.000Z");
    expect(read.validToDate.toISOString()).toBe("2036-11-21T22:00:00.000Z");
    expect(read.serialNumber).toHaveLength(32);
  });

  it("may outlive 2050, when dates are written another way", async () => {
    const { certificate } = await selfSignedCertificate("essai", new Date("2045-01-01T00:00:00Z"));
    expect(new X509Certificate(certificate).validToDate.toISOString()).toBe("2055-01-01T00:00:00.000Z");
  });
});
