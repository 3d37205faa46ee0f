import { accountIdOf, linkDigest } from "@preau/contract/derive-id";
import { decodeJwt } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeIn, openPage, redeem, request } from "../testing/application.ts";
import type { Browser } from "../testing/browser.ts";
import { type Federation, openFederation, someone } from "../testing/federation.ts";
import { requestIn } from "../testing/identity-provider.ts";

let federation: Federation;
let me: Browser;

const SCHOOL = "0990001N";
const LEA = linkDigest(`elenoet:${SCHOOL}|701294`);
const TOM = linkDigest("elenoet:0990002P|301");

beforeAll(async () => {
  federation = await openFederation();
  await federation.told([
    someone(1, {
      roles: ["pupil"],
      givenName: "Léa",
      familyName: "MARTIN",
      className: "6A",
      links: [linkDigest("jointure:99|1001"), LEA],
    }),
    someone(2, { givenName: "Claire", familyName: "MARTIN-DUPONT", children: [1] }),
    someone(3, { givenName: "Paul", familyName: "MARTIN", children: [1] }),
    someone(4, {
      givenName: "Jeanne",
      familyName: "DURAND",
      roles: ["teacher"],
      links: [linkDigest("mail:jeanne.durand@ac-essai.example")],
    }),
    someone(5, { givenName: "Élodie", familyName: "LE GOFF", children: [1] }),
  ]);
  await federation.told(
    [
      someone(11, { roles: ["pupil"], givenName: "Tom", familyName: "MARTIN", className: "2B", links: [TOM] }),
      someone(12, { givenName: "Claire", familyName: "MARTIN", children: [11] }),
    ],
    "0990002P",
  );
});

beforeEach(() => {
  me = federation.world.newBrowser();
});

const vector = (profile: string, name: string, given: string, number = "701294", uai = SCHOOL) =>
  [profile, name, given, number, uai].join("|");

const claire = {
  FrEduVecteur: [vector("2", "Martin", "Claire"), vector("2", "Martin", "Claire", "301", "0990002P")],
  sn: ["Martin"],
  givenName: ["Claire"],
};

/** Comes back from the federation and goes on as far as our own page leads. */
const goOn = async (
  attributes: Readonly<Record<string, readonly string[]>>,
  source = "educonnect",
  nameId = "sujet-1",
) => {
  const { status, location, body } = await federation.arrive(me, source, { attributes, nameId });
  expect(status, body).toBe(303);
  return { page: location, seen: await me.send("GET", location) };
};

/** Whose tokens the application gets in the end. */
const signedInAs = async (attributes: Readonly<Record<string, readonly string[]>>, source = "educonnect") => {
  const asked = request();
  const answer = federation.provider.answer(await federation.ask(me, source, asked), federation.ourCertificate, {
    attributes,
  });
  const posted = await me.send("POST", `/federation/${source}/acs`, {
    SAMLResponse: answer.SAMLResponse,
    RelayState: answer.RelayState,
  });
  const resumed = await me.send("GET", posted.location);
  expect(resumed.status, resumed.body).toBe(303);
  const tokens = await redeem(me, asked, codeIn((await me.send("GET", resumed.location)).location));
  return decodeJwt(tokens.access_token).sub;
};

const account = (rank: number) => accountIdOf(`per_${String(rank).padStart(13, "0")}`);

describe("the sign-in page", () => {
  it("offers the federations the cell has come to terms with, as links that work without script", async () => {
    const { body } = await me.send("GET", await openPage(me));
    expect(body).toMatch(/href="\/sign-in\/[^/]+\/educonnect">ÉduConnect/);
    expect(body).toMatch(/href="\/sign-in\/[^/]+\/agents">Guichet agents/);
    expect(body).not.toContain("franceconnect");
  });
});

describe("our request", () => {
  it("is signed with RSA-SHA256, names us and says where to answer", async () => {
    const location = await federation.ask(me, "educonnect");
    const { searchParams } = new URL(location);
    expect(searchParams.get("SigAlg")).toBe("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    expect(searchParams.get("Signature")).toMatch(/^[A-Za-z0-9+/=]{500,}$/);
    expect(requestIn(location)).toMatchObject({
      acsUrl: "http://127.0.0.1:4010/federation/educonnect/acs",
      audience: "http://127.0.0.1:4010/federation/saml/metadata",
    });
    expect(requestIn(location).xml).not.toContain("ForceAuthn");
  });

  it("asks for a fresh proof when the application does", async () => {
    const location = await federation.ask(me, "educonnect", request(undefined, undefined, { prompt: "login" }));
    expect(requestIn(location).xml).toContain('ForceAuthn="true"');
  });

  it("is not made for a browser that did not begin the sign-in", async () => {
    const page = await openPage(me);
    const thief = federation.world.newBrowser();
    expect((await thief.send("GET", `${page}/educonnect`)).status).toBe(400);
  });
});

describe("a person whom ÉduConnect vouches for", () => {
  it("is the pupil of that join id", async () => {
    expect(await signedInAs({ FrEduCtRefId: ["{ECT}x|1|7", "{AAF}99|1|1001"] })).toBe(account(1));
  });

  it("is the pupil of that number in that school, whose name need not be said", async () => {
    expect(await signedInAs({ FrEduVecteur: [vector("4", "", "")] })).toBe(account(1));
  });

  it("is the guardian of that pupil who bears that name, however it is written", async () => {
    expect(await signedInAs({ FrEduVecteur: [vector("2", "le goff", "ELODIE")] })).toBe(account(5));
    expect(await signedInAs({ FrEduVecteur: [vector("2", "Martin", "Paul")] })).toBe(account(3));
  });

  it("is nobody when no guardian of the pupil bears the name, or no name is said", async () => {
    const strangers = [{ FrEduVecteur: [vector("2", "Petit", "Claire")] }, { FrEduVecteur: [vector("2", "", "")] }];
    for (const attributes of [...strangers, { FrEduVecteur: [vector("4", "", "", "999")] }, {}]) {
      const { seen } = await goOn(attributes);
      expect(seen.status).toBe(403);
      expect(seen.body).toContain("Nous ne trouvons pas votre compte");
    }
  });

  it("is not a member of staff, whatever number or address is said", async () => {
    await federation.told([someone(51, { roles: ["teacher"], links: [linkDigest("jointure:99|51")] })]);
    for (const attributes of [{ mail: ["jeanne.durand@ac-essai.example"] }, { FrEduCtRefId: ["{AAF}99|1|51"] }])
      expect((await goOn(attributes)).seen.status).toBe(403);
  });

  it("is nobody any more once the school says they left", async () => {
    await federation.told([someone(31, { roles: ["pupil"], links: [linkDigest("jointure:99|31")] })]);
    expect(await signedInAs({ FrEduCtRefId: ["{AAF}99|1|31"] })).toBe(account(31));
    await federation.told([someone(31, { roles: ["pupil"], version: 2, present: false })]);
    expect((await goOn({ FrEduCtRefId: ["{AAF}99|1|31"] })).seen.status).toBe(403);
  });

  it("is not found by a number that the school has given to somebody else since", async () => {
    const number = linkDigest(`elenoet:${SCHOOL}|55`);
    await federation.told([someone(41, { roles: ["pupil"], links: [number] })]);
    await federation.told([
      someone(41, { roles: ["pupil"], version: 2, links: [] }),
      someone(42, { roles: ["pupil"], links: [number] }),
    ]);
    expect(await signedInAs({ FrEduVecteur: [vector("4", "", "", "55")] })).toBe(account(42));
  });
});

describe("several accounts that may be the person's", () => {
  it("are shown with no more than the person knows, and the choice is remembered for that person alone", async () => {
    const { page, seen } = await goOn(claire, "educonnect", "claire");
    expect(seen.status).toBe(200);
    expect(seen.body).toContain("Claire – responsable d’un élève de 6A, établissement 0990001N");
    expect(seen.body).toContain("Claire – responsable d’un élève de 2B, établissement 0990002P");
    expect(seen.body).not.toMatch(/MARTIN|Paul|Léa|<script/);
    const chosen = await me.send("POST", page, { account: account(12) });
    expect([chosen.status, chosen.location]).toEqual([303, expect.stringContaining("/authorize/")]);
    expect((await me.send("GET", page)).status).toBe(400);
    expect((await goOn(claire, "educonnect", "claire")).seen.status).toBe(303);
    expect((await goOn(claire, "educonnect", "another")).seen.status).toBe(200);
  });

  it("do not let anybody choose an account that was not offered", async () => {
    const { page } = await goOn(claire, "educonnect", "curious");
    const chosen = await me.send("POST", page, { account: account(3) });
    expect([chosen.status, chosen.location]).toEqual([200, ""]);
  });
});

describe("an agent", () => {
  it("is found by the academic address, whatever its capitals", async () => {
    expect(await signedInAs({ ctemail: ["Jeanne.DURAND@ac-essai.example"] }, "agents")).toBe(account(4));
  });

  it("is not a pupil or a guardian", async () => {
    await federation.told([someone(52, { links: [linkDigest("mail:parent@ac-essai.example")] })]);
    for (const attributes of [{ FrEduVecteur: [vector("4", "", "")] }, { mail: ["parent@ac-essai.example"] }])
      expect((await goOn(attributes, "agents")).seen.status).toBe(403);
  });
});

describe("what the federation said", () => {
  it("serves only the browser that began the sign-in", async () => {
    const { location } = await federation.arrive(me, "educonnect", {
      attributes: { FrEduVecteur: [vector("4", "", "")] },
    });
    const thief = federation.world.newBrowser();
    const own = await openPage(thief);
    expect((await thief.send("GET", location)).status).toBe(400);
    const ticket = location.slice(location.lastIndexOf("/"));
    expect((await thief.send("GET", `${own}/continue${ticket}`)).status).toBe(400);
  });

  it("serves once, for a quarter of an hour", async () => {
    const { page, seen } = await goOn({ FrEduVecteur: [vector("4", "", "")] });
    expect(seen.status).toBe(303);
    expect((await me.send("GET", page)).status).toBe(400);
    const late = await federation.arrive(me, "educonnect", { attributes: { FrEduVecteur: [vector("4", "", "")] } });
    federation.world.clock.ahead = 901;
    expect((await me.send("GET", late.location)).status).toBe(400);
    federation.world.clock.ahead = 0;
  });
});

describe("signing out", () => {
  it("leads through the federation's own address, so that nobody comes in after on the same computer", async () => {
    const returnUrl = "https://educonnect.example/deconnexion";
    await signedInAs({ FrEduVecteur: [vector("4", "", "")], FrEduUrlRetour: [returnUrl] });
    const asked = await me.send("GET", "/session/end");
    expect(asked.headers["content-security-policy"]).toContain("form-action 'self' https://educonnect.example");
    const answer = async (form: Readonly<Record<string, string>>) => {
      const { body } = await me.send("GET", "/session/end");
      const xsrf = /name="xsrf" value="([^"]+)"/.exec(body)?.[1] ?? "";
      return (await me.send("POST", "/session/end/confirm", { xsrf, ...form })).location;
    };
    expect(await answer({})).not.toBe(returnUrl);
    expect(await answer({ logout: "yes" })).toBe(returnUrl);
  });

  it("does not lead to an address that we did not sign", async () => {
    await signedInAs({ FrEduVecteur: [vector("4", "", "")] });
    me.jar.set("_return /session/end", {
      value: `${Buffer.from("https://evil.example").toString("base64url")}.${"A".repeat(43)}`,
      path: "/session/end",
    });
    expect((await me.send("GET", "/session/end")).headers["content-security-policy"]).not.toContain("evil");
  });
});

describe("certificates and keys", () => {
  it("are replaced without a gap: two certificates of the partner hold, and our announced key deciphers", async () => {
    const { selfSignedCertificate } = await import("@preau/runtime/self-signed-certificate");
    const next = await selfSignedCertificate("Suivant", new Date());
    const metadata = federation.provider.metadata(next);
    expect(await federation.world.configureFederation({ source: "educonnect", metadata })).toMatchObject({
      certificates: 2,
    });
    expect(await federation.world.configureFederation({ keys: "announce" })).toEqual({ keys: 2 });
    federation.world.clock.ahead = 61;
    const page = (await federation.world.newBrowser().send("GET", "/federation/saml/metadata")).body;
    expect(page.match(/use="signing"/g)).toHaveLength(2);
    const bent = { attributes: { FrEduVecteur: [vector("4", "", "")] }, assertionSigner: next, responseSigner: next };
    expect((await federation.arrive(me, "educonnect", bent)).status).toBe(303);
    const announced = /use="encryption"[\s\S]*?X509Certificate>([^<]+)</.exec(page)?.[1];
    const answer = federation.provider.answer(
      await federation.ask(me, "educonnect"),
      `-----BEGIN CERTIFICATE-----\n${announced}\n-----END CERTIFICATE-----\n`,
      bent,
    );
    const { SAMLResponse, RelayState } = answer;
    expect((await me.send("POST", "/federation/educonnect/acs", { SAMLResponse, RelayState })).status).toBe(303);
    expect(await federation.world.configureFederation({ keys: "retire" })).toEqual({ keys: 1 });
    expect(await federation.world.configureFederation({ keys: "retire" })).toEqual({ keys: 1 });
  });

  it("of a federation that was closed no longer open anything", async () => {
    await federation.world.configureFederation({ source: "agents", closed: true });
    federation.world.clock.ahead += 61;
    const page = await openPage(me);
    expect((await me.send("GET", page)).body).not.toContain("/agents");
    expect((await me.send("GET", `${page}/agents`)).status).toBe(404);
  });

  it("are refused when the metadata does not say all we need", async () => {
    const change = (metadata: string) => federation.world.configureFederation({ source: "agents", metadata });
    const whole = federation.provider.metadata();
    await expect(change(whole.replace(/entityID="[^"]*"/, ""))).rejects.toThrow("entityID");
    await expect(change(whole.replace("HTTP-Redirect", "HTTP-POST"))).rejects.toThrow("HTTP-Redirect");
    await expect(change(whole.replace(/<KeyDescriptor[\s\S]*<\/KeyDescriptor>/, ""))).rejects.toThrow("certificate");
    await expect(change(`<!DOCTYPE x [<!ENTITY a "b">]>${whole}`)).rejects.toThrow();
  });
});
