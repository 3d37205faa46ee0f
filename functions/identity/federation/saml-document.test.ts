import { describe, expect, it } from "vitest";
import { assertSignedWhole, rootOf, textOf } from "./saml-document.ts";

const signature = (...uris: readonly string[]): string =>
  `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>${uris.map((uri) => `<ds:Reference URI="${uri}"/>`).join("")}</ds:SignedInfo></ds:Signature>`;

const response = (content: string, id = "_r"): string =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}">${content}</samlp:Response>`;

const refusalOf = async (xml: string): Promise<string | undefined> => {
  const root = await rootOf(xml, "samlp:Response");
  try {
    assertSignedWhole(root, "saml-unsigned");
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

// node-saml refuses most of these too; our check must not lean on that.
describe("a document signed as a whole", () => {
  it("has one signature, its own child, of one reference to its own id", async () => {
    expect(await refusalOf(response(signature("#_r")))).toBeUndefined();
  });

  it("is not one whose signature is missing, elsewhere, doubled or about something else", async () => {
    expect(await refusalOf(response(""))).toBe("saml-unsigned");
    const wrapped = [
      `<samlp:Extensions>${signature("#_r")}</samlp:Extensions>`,
      signature("#_r") + signature("#_r"),
      `${signature("#_r")}<samlp:Extensions>${response(signature("#_s"), "_s")}</samlp:Extensions>`,
      signature("#_r", "#_s"),
      signature("#_s"),
      signature(""),
      signature(),
      `${signature("#_r")}<samlp:Status ID="_r"/>`,
      `${signature("#_r")}<samlp:Status Id="_r"/>`,
    ];
    for (const content of wrapped) expect(await refusalOf(response(content)), content).toBe("saml-wrapped");
    expect(await refusalOf(response(signature("#"), ""))).toBe("saml-wrapped");
  });

  it("has values that hold text only", async () => {
    const root = await rootOf(response("a<samlp:x>b</samlp:x>"), "samlp:Response");
    expect(textOf(root)).toBe("");
  });

  it("is of SAML by its namespace, not by its name alone", async () => {
    await expect(rootOf("<Response/>", "samlp:Response")).rejects.toThrow("saml-malformed");
    await expect(rootOf("<a", "samlp:Response")).rejects.toThrow("saml-malformed");
  });
});
