import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { failure, success } from "./answer.ts";

/** What a service's XML parser makes of an answer: elements with their namespace and text, in order. */
const parsed = (xml: string): readonly (readonly [string, string])[] => {
  const found: [string, string][] = [];
  const parser = new SaxesParser({ xmlns: true });
  let text = "";
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", () => {
    text = "";
  });
  parser.on("text", (more) => {
    text += more;
  });
  parser.on("closetag", ({ uri, local }) => {
    found.push([`${uri} ${local}`, text]);
    text = "";
  });
  parser.write(xml).close();
  return found;
};

/** Any sequence of UTF-16 units: control signs and half characters among them. */
const text = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

const CAS = "http://www.yale.edu/tp/cas";
const answered = (value: string) => success({ user: "u", told: [{ name: "nom", values: [value] }] }, "xml").body ?? "";

describe("an answer of the CAS server", () => {
  it("is well formed in the namespace services look for, whatever a name holds", () => {
    fc.assert(
      fc.property(text, (value) => {
        const names = parsed(answered(value)).map(([name]) => name);
        expect(names).toEqual(
          ["user", "nom", "attributes", "authenticationSuccess", "serviceResponse"].map((one) => `${CAS} ${one}`),
        );
      }),
    );
  });

  it("says a name as it is written, and nothing of what XML cannot hold", () => {
    const said = (value: string) => parsed(answered(value)).find(([name]) => name === `${CAS} nom`)?.[1];
    expect(said("D’ORVAL-LE GOFF & <fils> \"Zoé\" 'Ilyès' 𝒜")).toBe("D’ORVAL-LE GOFF & <fils> \"Zoé\" 'Ilyès' 𝒜");
    expect(said("]]></cas:nom><cas:nom>AUTRE")).toBe("]]></cas:nom><cas:nom>AUTRE");
    expect(said("MAR\u0000LOW\ud800\uffff")).toBe("MARLOW");
  });

  it("says each value of an attribute in an element of its own, and leaves out what there is not", () => {
    const { body = "" } = success({ user: "u", told: [{ name: "uai", values: ["0990001N", "0990002P"] }] }, "xml");
    expect(parsed(body).filter(([name]) => name === `${CAS} uai`)).toHaveLength(2);
    expect(success({ user: "u", told: [] }, "xml").body).not.toContain("attributes");
  });

  it("says why it refuses, under a code of the protocol", () => {
    const refused = failure({ code: "INVALID_TICKET", why: "a < b" }, "xml");
    expect(refused.body).toContain(
      '<cas:authenticationFailure code="INVALID_TICKET">a &lt; b</cas:authenticationFailure>',
    );
    expect(refused.headers?.["content-type"]).toBe("application/xml; charset=utf-8");
  });
});
