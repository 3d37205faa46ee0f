import { decodeJwt } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeIn, openPage, redeem, refresh, request, signedIn } from "./testing/application.ts";
import type { Browser } from "./testing/browser.ts";
import { LEILA, openWorld, PORTAL, SOLENE, type World } from "./testing/world.ts";

let world: World;
let me: Browser;

beforeAll(async () => {
  world = await openWorld();
  await world.setPasswords(SOLENE, LEILA);
});

beforeEach(() => {
  world.clock.ahead = 0;
  me = world.newBrowser();
});

const portal = () => request("preau-web", `${PORTAL}/callback`);
const personOf = ({ id_token }: { id_token: string }) => decodeJwt(id_token).name;

describe("a browser's session", () => {
  it("opens the portal again without a password, for as long as the browser stays open", async () => {
    await signedIn(me, portal());
    const again = portal();
    const { location } = await me.send("GET", again.authorize);
    expect(personOf(await redeem(me, again, codeIn(location)))).toBe("Solène BRIAC");
    const session = [...me.jar.keys()].filter((key) => key.startsWith("_session"));
    expect(session).toHaveLength(2);
  });

  it("is over after ten hours", async () => {
    await signedIn(me, portal());
    world.clock.ahead = 36_001;
    await openPage(me, portal());
  });

  it("never serves a program of the machine: it always shows the page", async () => {
    await signedIn(me, portal());
    await openPage(me, request("preau-cli"));
    await openPage(me, request("preau-app", "fr.preau.app:/callback"));
  });

  it("passes to the person who signs in last; the tokens of the first still live", async () => {
    const first = await signedIn(me, portal());
    const asked = request("preau-web", `${PORTAL}/callback`, { prompt: "login" });
    expect(personOf(await signedIn(me, asked, LEILA))).toBe("Leïla HADDAD");
    expect((await refresh(me, first.refresh_token, "preau-web")).status).toBe(200);
    const silent = portal();
    const { location } = await me.send("GET", silent.authorize);
    expect(personOf(await redeem(me, silent, codeIn(location)))).toBe("Leïla HADDAD");
  });
});

describe("signing out", () => {
  it("asks first, in French, and then the portal asks for the password again", async () => {
    const { id_token } = await signedIn(me, portal());
    const query = new URLSearchParams({ id_token_hint: id_token, post_logout_redirect_uri: `${PORTAL}/` });
    const question = await me.send("GET", `/session/end?${query}`);
    expect(question.body).toContain("Voulez-vous vous déconnecter ?");
    expect(question.headers["content-security-policy"]).toContain(`form-action 'self' ${PORTAL};`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(question.body)?.[1] ?? "";
    const done = await me.send("POST", "/session/end/confirm", { xsrf, logout: "yes" });
    expect([done.status, done.location]).toEqual([303, `${PORTAL}/`]);
    await openPage(me, portal());
  });

  it("cannot be done by another site behind the person's back", async () => {
    await signedIn(me, portal());
    await me.send("GET", "/session/end");
    expect((await me.send("POST", "/session/end/confirm", { xsrf: "guess", logout: "yes" })).status).toBe(400);
    expect((await me.send("GET", portal().authorize)).location).toContain("code=");
  });

  it("without anywhere to go ends on a page that says it is done", async () => {
    expect((await me.send("GET", "/session/end/success")).body).toContain("Vous êtes déconnecté");
  });
});

describe("an account", () => {
  it("whose password was changed is signed out everywhere, and only then", async () => {
    const { refresh_token } = await signedIn(me, portal());
    world.clock.ahead = 3_600;
    await world.setPasswords(SOLENE);
    const { refresh_token: current, status } = await refresh(me, refresh_token, "preau-web");
    expect(status).toBe(200);
    await world.setPasswords({ ...SOLENE, password: "mot-de-passe-neuf" });
    expect((await refresh(me, current, "preau-web")).error).toBe("invalid_grant");
    await openPage(me, portal());
    await world.setPasswords(SOLENE);
  });
});
