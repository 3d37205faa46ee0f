import { linkDigest } from "@preau/contract/derive-id";
import { selfSignedCertificate } from "@preau/runtime/self-signed-certificate";
import { beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "../testing/browser.ts";
import { EDUCONNECT, type Federation, openFederation, someone } from "../testing/federation.ts";
import { openIdentityProvider, requestIn, type Saying, sealed } from "../testing/identity-provider.ts";

let federation: Federation;
let me: Browser;

/** The pupil whom the thief has a right to be, and the one whom he wants to be. */
const OWN = { FrEduCtRefId: ["{AAF}99|1|11"] };
const VICTIM = { FrEduCtRefId: ["{AAF}99|1|22"] };

beforeAll(async () => {
  federation = await openFederation();
  await federation.told([
    someone(1, { roles: ["pupil"], links: [linkDigest("jointure:99|11")] }),
    someone(2, { roles: ["pupil"], links: [linkDigest("jointure:99|22")] }),
  ]);
  me = federation.world.newBrowser();
});

/** What the page says: the code of the refusal. */
const refusalOf = ({ status, body }: { readonly status: number; readonly body: string }) => {
  expect(status, body).toBe(400);
  return /signalez ce code à l’établissement : ([a-z-]+)\./.exec(body)?.[1];
};

const refused = async (bent: Partial<Saying>) =>
  refusalOf(await federation.arrive(me, "educonnect", { attributes: OWN, ...bent }));

/** Sends any text as the answer to a request just made. */
const sent = async (text: (honest: string) => string) => {
  const { xml, RelayState } = federation.provider.answer(
    await federation.ask(me, "educonnect"),
    federation.ourCertificate,
    { attributes: OWN },
  );
  const SAMLResponse = Buffer.from(text(xml)).toString("base64");
  return refusalOf(await me.send("POST", "/federation/educonnect/acs", { SAMLResponse, RelayState }));
};

const now = (): number => federation.world.now();

it("an honest answer is believed, so that what follows fails for its own reason", async () => {
  const { status, location } = await federation.arrive(me, "educonnect", { attributes: OWN });
  expect([status, location]).toEqual([303, expect.stringMatching(/^\/sign-in\/[^/]+\/continue\//)]);
});

describe("an answer made to exhaust or deceive the parser is refused", () => {
  it("with a document type", async () => {
    expect(await sent((xml) => `<!DOCTYPE r SYSTEM "http://evil.example/x.dtd">${xml}`)).toBe("saml-doctype");
  });

  it("with an external entity", async () => {
    const bomb = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    expect(await sent((xml) => bomb + xml.replace(EDUCONNECT, "&x;"))).toBe("saml-doctype");
  });

  it("with a billion laughs", async () => {
    const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("");
    const bomb = `<!DOCTYPE r [<!ENTITY l0 "lol">${laughs}]>`;
    expect(await sent((xml) => bomb + xml.replace(EDUCONNECT, "&l9;"))).toBe("saml-doctype");
  });

  it("with an entity of its own or a processing instruction", async () => {
    expect(await sent((xml) => xml.replace(EDUCONNECT, "&evil;"))).toBe("saml-malformed");
    expect(await sent((xml) => xml.replace("<samlp:Status>", "<?php ?><samlp:Status>"))).toBe("saml-doctype");
  });

  it("too large, too deep or with too many elements", async () => {
    expect(await sent((xml) => xml.replace("<samlp:Status>", `<samlp:Status x="${"a".repeat(200_000)}">`))).toBe(
      "saml-too-large",
    );
    expect(await sent((xml) => xml.replace("<samlp:Status>", `<samlp:Status>${"<a>".repeat(5_000)}`))).toBe(
      "saml-too-large",
    );
  });

  it("neither base64, nor UTF-8, nor XML, nor SAML", async () => {
    const { RelayState } = federation.provider.answer(
      await federation.ask(me, "educonnect"),
      federation.ourCertificate,
    );
    const send = async (SAMLResponse: string) =>
      refusalOf(await me.send("POST", "/federation/educonnect/acs", { SAMLResponse, RelayState }));
    expect(await send("<xml/>")).toBe("saml-malformed");
    expect(await send("")).toBe("saml-malformed");
    expect(await send(Buffer.from([0x3c, 0xff, 0xfe]).toString("base64"))).toBe("saml-malformed");
    expect(await send(Buffer.from("<a><b></a>").toString("base64"))).toBe("saml-malformed");
    expect(await send(Buffer.from("<Response/>").toString("base64"))).toBe("saml-malformed");
  });

  it("with entities hidden in the sealed assertion", async () => {
    const hidden = (xml: string) =>
      `<!DOCTYPE a [<!ENTITY l0 "lol"><!ENTITY l1 "&l0;&l0;">]>${xml.replace("sujet-1", "&l1;")}`;
    expect(await refused({ signedAssertion: hidden })).toMatch(/^saml-(undecipherable|assertion-unsigned|doctype)$/);
  });
});

describe("an answer without a signature that covers all of it is refused", () => {
  it("unsigned, or with an unsigned assertion", async () => {
    expect(await refused({ responseSigner: undefined })).toBe("saml-unsigned");
    expect(await refused({ assertionSigner: undefined })).toBe("saml-assertion-unsigned");
    expect(await refused({ responseSigner: undefined, assertionSigner: undefined })).toBe("saml-unsigned");
  });

  it("signed by somebody else, even with his own certificate inside", async () => {
    const thief = await selfSignedCertificate("Voleur", new Date());
    expect(await refused({ responseSigner: thief })).toBe("saml-signature-invalid");
    expect(await refused({ assertionSigner: thief })).toBe("saml-assertion-unsigned");
  });

  it("changed after it was signed, outside or inside the seal", async () => {
    const change = (xml: string) => xml.replace('Version="2.0"', 'Version="2.0" Consent="yes"');
    expect(await refused({ signedResponse: change })).toBe("saml-signature-invalid");
    const steal = (xml: string) => xml.replace("{AAF}99|1|11", "{AAF}99|1|22");
    expect(await refused({ signedAssertion: steal })).toBe("saml-assertion-unsigned");
  });

  it("signed with SHA-1", async () => {
    expect(await refused({ algorithm: "sha1" })).toBe("saml-weak-algorithm");
  });

  it("not encrypted", async () => {
    expect(await refused({ sealed: (xml) => xml })).toBe("saml-not-encrypted");
  });

  it("encrypted for somebody else", async () => {
    const { certificate } = await selfSignedCertificate("Autre service", new Date());
    expect(await refused({ sealed: (xml) => sealed(xml, certificate) })).toBe("saml-undecipherable");
  });

  it("sealed with a key wrapped in the old, leaking way", async () => {
    const weaken = (xml: string) => xml.replace("xmlenc#rsa-oaep-mgf1p", "xmlenc#rsa-1_5");
    expect(await refused({ sealed: (xml) => weaken(sealed(xml, federation.ourCertificate)) })).toBe(
      "saml-weak-algorithm",
    );
  });
});

describe("a signature wrapped around something else is refused", () => {
  const EXTENSIONS = (xml: string) => `<samlp:Extensions>${xml}</samlp:Extensions>`;
  const withNewId = (xml: string) => xml.replace(/ ID="_r/, ' ID="_evil');
  const stolen = (clear: string) => clear.replace("{AAF}99|1|11", "{AAF}99|1|22");

  /** The signed response inside a forged one, in each of the places where a careless reader does not look. */
  const PLACES: Readonly<Record<string, (forged: string, honest: string) => string>> = {
    "as an extension": (forged, honest) => forged.replace("<samlp:Status>", `${EXTENSIONS(honest)}<samlp:Status>`),
    "behind the assertion": (forged, honest) => forged.replace("</samlp:Response>", `${honest}</samlp:Response>`),
    "inside the signature": (forged, honest) =>
      forged
        .replace("</ds:Signature>", `<ds:Object>${honest}</ds:Object></ds:Signature>`)
        .replace("</Signature>", `<Object>${honest}</Object></Signature>`),
    "around it": (forged, honest) => honest.replace("</samlp:Response>", `${forged}</samlp:Response>`),
  };

  for (const [place, wrap] of Object.entries(PLACES))
    it(`the honest response ${place}`, async () => {
      const code = await refused({
        attributes: OWN,
        signedResponse: (honest) => wrap(withNewId(honest), honest),
      });
      expect(code).toBe("saml-wrapped");
    });

  it("the same id twice", async () => {
    const twice = (honest: string) =>
      honest.replace("<samlp:Status>", `<samlp:Status ID="${/ID="(_r[^"]+)"/.exec(honest)?.[1]}">`);
    expect(await refused({ signedResponse: twice })).toBe("saml-wrapped");
  });

  it("a reference to nothing, to the whole, or two references", async () => {
    const to = (uri: string) => (honest: string) => honest.replace(/URI="#_r[^"]+"/, `URI="${uri}"`);
    expect(await refused({ signedResponse: to("") })).toBe("saml-wrapped");
    expect(await refused({ signedResponse: to("#_other") })).toBe("saml-wrapped");
    const twice = (honest: string) => honest.replace(/<(ds:)?Reference [\s\S]*?<\/(ds:)?Reference>/, "$&$&");
    expect(await refused({ signedResponse: twice })).toBe("saml-wrapped");
  });

  it("two assertions, the forged one first or last", async () => {
    const second = (honest: string) => {
      const forged = sealed(
        stolen('<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_x"/>'),
        federation.ourCertificate,
      );
      return honest + forged;
    };
    expect(await refused({ sealed: (xml) => second(sealed(xml, federation.ourCertificate)) })).toBe("saml-wrapped");
    const first = (honest: string) =>
      honest.replace("<saml:EncryptedAssertion", `<saml:Assertion ID="_x"/><saml:EncryptedAssertion`);
    expect(await refused({ signedResponse: first })).toBe("saml-wrapped");
  });

  it("inside the seal: the signed assertion within a forged one", async () => {
    const wrap = (honest: string) =>
      stolen(honest)
        .replace(/ID="_a/, 'ID="_evil')
        .replace("</saml:Assertion>", `<saml:Advice>${honest}</saml:Advice></saml:Assertion>`);
    expect(await refused({ signedAssertion: wrap })).toMatch(/^saml-(wrapped|assertion-unsigned)$/);
    const moved = (honest: string) => {
      const [signature = ""] = /<(ds:)?Signature[\s\S]*<\/(ds:)?Signature>/.exec(honest) ?? [];
      const bare = honest.replace(signature, "");
      return stolen(bare)
        .replace(/ID="_a/, 'ID="_evil')
        .replace(
          "<saml:Subject>",
          `${signature.replace("</Signature>", `<Object>${bare}</Object></Signature>`)}<saml:Subject>`,
        );
    };
    expect(await refused({ signedAssertion: moved })).toMatch(/^saml-(wrapped|assertion-unsigned)$/);
  });

  it("a seal signed for another response put into this one", async () => {
    const { provider, ourCertificate } = federation;
    const other = provider.answer(await federation.ask(me, "educonnect"), ourCertificate, { attributes: VICTIM });
    const [seal = ""] = /<saml:EncryptedAssertion[\s\S]*<\/saml:EncryptedAssertion>/.exec(other.xml) ?? [];
    const swap = (honest: string) => honest.replace(/<saml:EncryptedAssertion[\s\S]*<\/saml:EncryptedAssertion>/, seal);
    expect(await refused({ signedResponse: swap })).toBe("saml-signature-invalid");
    // Even an identity provider that signed it by mistake is not believed: it answers another request.
    expect(await refused({ sealed: () => seal })).toBe("saml-unknown-request");
  });
});

describe("a comment inside a value is refused", () => {
  it("in what is signed outside and inside the seal", async () => {
    const comment = (xml: string) => xml.replace(EDUCONNECT, `${EDUCONNECT}<!---->.evil.example`);
    expect(await refused({ response: comment })).toBe("saml-doctype");
    expect(await refused({ signedResponse: comment })).toBe("saml-doctype");
    const inNameId = (xml: string) => xml.replace("sujet-1", "suj<!-- -->et-1");
    expect(await refused({ assertion: inNameId })).toBe("saml-doctype");
    expect(await refused({ signedAssertion: inNameId })).toBe("saml-doctype");
    const inAttribute = (xml: string) => xml.replace("{AAF}99|1|11", "{AAF}99|1|11<!---->2");
    expect(await refused({ assertion: inAttribute })).toBe("saml-doctype");
  });
});

describe("an honest answer for another place, time or request is refused", () => {
  it("for another service, or sent to another address", async () => {
    expect(await refused({ audience: "https://autre-ent.example/metadata" })).toBe("saml-wrong-audience");
    expect(await refused({ acsUrl: "https://autre-ent.example/acs" })).toBe("saml-wrong-destination");
    const sentElsewhere = (xml: string) =>
      xml.replace(/Destination="[^"]*"/, 'Destination="https://autre-ent.example/acs"');
    expect(await refused({ response: sentElsewhere })).toBe("saml-wrong-destination");
    const nowhere = (xml: string) => xml.replace(/ Destination="[^"]*"/, "");
    expect(await refused({ response: nowhere })).toBe("saml-wrong-destination");
    const elsewhere = (xml: string) => xml.replace(/Recipient="[^"]*"/, 'Recipient="https://autre-ent.example/acs"');
    expect(await refused({ assertion: elsewhere })).toBe("saml-wrong-destination");
    const nobody = (xml: string) => xml.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, "");
    expect(await refused({ assertion: nobody })).toBe("saml-wrong-audience");
  });

  it("by another identity provider, or by ours for somebody else's", async () => {
    const other = await openIdentityProvider("https://autre-idp.example");
    const arrived = await federation.arrive(me, "educonnect", { attributes: OWN }, other);
    expect(refusalOf(arrived)).toBe("saml-wrong-issuer");
    const inside = (xml: string) => xml.replace(EDUCONNECT, "https://autre-idp.example");
    expect(await refused({ assertion: inside })).toBe("saml-wrong-issuer");
  });

  it("of more than ten minutes ago, or of the future, whatever it says of its end", async () => {
    expect(await refused({ at: now() - 13 * 60 })).toBe("saml-expired");
    expect(await refused({ at: now() + 5 * 60 })).toBe("saml-expired");
    const forEver = (xml: string) =>
      xml
        .replaceAll(/NotOnOrAfter="[^"]*"/g, 'NotOnOrAfter="2099-01-01T00:00:00Z"')
        .replace(/IssueInstant="[^"]*"/, `IssueInstant="${new Date((now() - 13 * 60) * 1000).toISOString()}"`);
    expect(await refused({ assertion: forEver })).toBe("saml-expired");
    const dated = (at: number) => (xml: string) =>
      xml.replace(/IssueInstant="[^"]*"/, `IssueInstant="${new Date(at * 1000).toISOString()}"`);
    expect(await refused({ response: dated(now() - 13 * 60) })).toBe("saml-expired");
    expect(await refused({ response: dated(now() + 5 * 60) })).toBe("saml-expired");
    expect(await refused({ assertion: dated(now() + 5 * 60) })).toBe("saml-expired");
    expect(await refused({ response: (xml) => xml.replace(/IssueInstant="[^"]*"/, 'IssueInstant="hier"') })).toBe(
      "saml-expired",
    );
    const over = (xml: string) =>
      xml.replaceAll(/NotOnOrAfter="[^"]*"/g, `NotOnOrAfter="${new Date((now() - 180) * 1000).toISOString()}"`);
    expect(await refused({ assertion: over })).toBe("saml-expired");
  });

  it("a minute fast or slow is believed: clocks differ", async () => {
    for (const drift of [-60, 60])
      expect((await federation.arrive(me, "educonnect", { attributes: OWN, at: now() + drift })).status).toBe(303);
  });

  it("to a request we did not make, that another browser made, or none", async () => {
    expect(await refused({ requestId: "_unknown" })).toBe("saml-unknown-request");
    expect(await refused({ requestId: "" })).toBe("saml-unknown-request");
    const thief = federation.world.newBrowser();
    const { requestId } = requestIn(await federation.ask(thief, "educonnect"));
    expect(await refused({ requestId })).toBe("saml-unknown-request");
    const inside = (xml: string) => xml.replace(/InResponseTo="[^"]*"/, 'InResponseTo="_other"');
    expect(await refused({ assertion: inside })).toBe("saml-unknown-request");
  });

  it("by the door of the other federation", async () => {
    const { SAMLResponse, RelayState } = federation.provider.answer(
      await federation.ask(me, "educonnect"),
      federation.ourCertificate,
      { attributes: OWN },
    );
    const sentToAgents = await me.send("POST", "/federation/agents/acs", { SAMLResponse, RelayState });
    expect(refusalOf(sentToAgents)).toBe("saml-unknown-request");
  });

  it("a second time, even at the same instant", async () => {
    const { SAMLResponse, RelayState } = federation.provider.answer(
      await federation.ask(me, "educonnect"),
      federation.ourCertificate,
      { attributes: OWN },
    );
    const send = () => me.send("POST", "/federation/educonnect/acs", { SAMLResponse, RelayState });
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 400]);
    expect(refusalOf(await send())).toBe("saml-replayed");
  });

  it("that says no", async () => {
    const no = (xml: string) => xml.replace("status:Success", "status:AuthnFailed");
    expect(await refused({ response: no })).toBe("saml-declined");
  });
});
