import { accountIdOf } from "@preau/contract/derive-id";
import type { Player } from "@preau/demo/identity-provider/cast";
import { FRANCE_CONNECT_CLIENT } from "@preau/demo/identity-provider/france-connect-desk";
import {
  type LocalIdentityProvider,
  startIdentityProvider,
} from "@preau/demo/identity-provider/start-identity-provider";
import { selfSignedCertificate } from "@preau/runtime/self-signed-certificate";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeIn, redeem, request } from "../testing/application.ts";
import type { Browser } from "../testing/browser.ts";
import { type Federation, openFederation, someone } from "../testing/federation.ts";

let federation: Federation;
let desk: LocalIdentityProvider;
let me: Browser;

const parent = (id: string, given: string, family: string, birthdate: string): Player => ({
  id,
  desk: "franceconnect",
  name: "",
  role: "",
  attributes: {
    sub: [`fc-${id}`],
    given_name: [given],
    family_name: [family],
    preferred_username: ["DUPONT"],
    birthdate: [birthdate],
  },
});

const CAST = [
  parent("claire", "Claire", "MARTIN", "1984-05-17"),
  parent("born-later", "Claire", "MARTIN", "1999-01-01"),
  parent("stranger", "Zoé", "PETIT", "1984-05-17"),
];

const account = accountIdOf("per_0000000000002");

beforeAll(async () => {
  federation = await openFederation();
  desk = await startIdentityProvider({
    port: 0,
    key: await selfSignedCertificate("Essai", new Date()),
    cast: CAST,
    issuerUrl: "http://127.0.0.1:4010",
  });
  const franceconnect = { source: "franceconnect", issuer: `${desk.url}/franceconnect`, ...FRANCE_CONNECT_CLIENT };
  await federation.world.configureFederation(franceconnect);
  await federation.told([
    someone(1, { roles: ["pupil"] }),
    someone(2, { givenName: "Claire", familyName: "DUPONT", birthDate: "1984-05-17", children: [1] }),
  ]);
  await federation.world.setPasswords({ login: "claire.dupont", password: "mot-de-passe-1" });
  federation.world.clock.ahead = 61;
});

afterAll(() => desk.close());

beforeEach(() => {
  me = federation.world.newBrowser();
});

/** Chooses somebody at FranceConnect and gives the address the browser comes back to. */
const comingBack = async (player: string, asked = request()): Promise<string> => {
  const target = await federation.ask(me, "franceconnect", asked);
  const page = await (await fetch(target)).text();
  const hidden = /name="request" value="([^"]+)"/.exec(page)?.[1]?.replaceAll("&quot;", '"') ?? "";
  const body = new URLSearchParams({ request: hidden, player });
  const chosen = await fetch(`${desk.url}/franceconnect/answer`, { method: "POST", body, redirect: "manual" });
  const back = new URL(chosen.headers.get("location") ?? "");
  return back.pathname + back.search;
};

const arrive = async (player: string, asked = request()) => {
  const { location, status, body } = await me.send("GET", await comingBack(player, asked));
  expect(status, body).toBe(303);
  return { page: location, seen: await me.send("GET", location) };
};

const CLAIRE = { login: "claire.dupont", password: "mot-de-passe-1" };

describe("a parent who comes by FranceConnect", () => {
  it("proves the account once, and is recognised from then on", async () => {
    const { page, seen } = await arrive("claire");
    expect(seen.body).toContain("Reliez FranceConnect à votre compte");
    expect(seen.body).toContain('value="claire.dupont"');
    const wrong = await me.send("POST", page, { ...CLAIRE, password: "faux" });
    expect([wrong.status, wrong.body]).toEqual([401, expect.stringContaining("incorrect")]);
    expect((await me.send("POST", page, CLAIRE)).status).toBe(303);

    me = federation.world.newBrowser();
    const asked = request();
    const again = await arrive("claire", asked);
    expect(again.seen.status).toBe(303);
    const tokens = await redeem(me, asked, codeIn((await me.send("GET", again.seen.location)).location));
    expect(decodeJwt(tokens.access_token).sub).toBe(account);
  });

  it("cannot take an account in another name, or of another birth date, even with its password", async () => {
    for (const player of ["stranger", "born-later"]) {
      const { page, seen } = await arrive(player);
      expect(seen.body).not.toContain("claire.dupont");
      const answer = await me.send("POST", page, CLAIRE);
      expect([answer.status, answer.body]).toEqual([403, expect.stringContaining("pas au nom que FranceConnect")]);
    }
  });

  it("is led out of FranceConnect too when signing out", async () => {
    const { seen } = await arrive("claire");
    const cookie = seen.cookies.find((one) => one.startsWith("_return=")) ?? "";
    const address = Buffer.from(/^_return=([^.]+)\./.exec(cookie)?.[1] ?? "", "base64url").toString();
    expect(address.startsWith(`${desk.url}/franceconnect/end?`)).toBe(true);
  });
});

describe("an answer of FranceConnect", () => {
  const codeOf = ({ body }: { readonly body: string }) =>
    /signalez ce code à l’établissement : ([a-z-]+)\./.exec(body)?.[1];

  it("serves once", async () => {
    const back = await comingBack("claire");
    expect((await me.send("GET", back)).status).toBe(303);
    expect(codeOf(await me.send("GET", back))).toBe("oidc-replayed");
  });

  it("is refused without our state, with another code, or when it says no", async () => {
    expect(codeOf(await me.send("GET", "/federation/franceconnect/callback?code=x&state=autre"))).toBe(
      "oidc-unknown-request",
    );
    const back = await comingBack("claire");
    expect(codeOf(await me.send("GET", back.replace(/code=[^&]+/, "code=autre")))).toBe("oidc-invalid");
    const no = (await comingBack("claire")).replace(/code=[^&]+/, "error=access_denied");
    expect(codeOf(await me.send("GET", no))).toBe("oidc-declined");
  });

  it("made for another request is refused: the nonce differs", async () => {
    const [one, other] = [await comingBack("claire"), await comingBack("claire")];
    const code = /code=([^&]+)/.exec(other)?.[1] ?? "";
    expect(codeOf(await me.send("GET", one.replace(/code=[^&]+/, `code=${code}`)))).toBe("oidc-invalid");
  });
});
