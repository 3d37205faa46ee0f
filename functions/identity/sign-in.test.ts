import { readCapacity, resetCapacity } from "@preau/store";
import { LostRace } from "@preau/store/lost-race";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeIn, enter, LOOPBACK, openPage, request } from "./testing/application.ts";
import type { Browser } from "./testing/browser.ts";
import { LEILA, openWorld, SOLENE, type World } from "./testing/world.ts";

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

const type = (browser: Browser, page: string, login: string, password: string) =>
  browser.send("POST", page, { login, password });

const WRONG = "Identifiant ou mot de passe incorrect. Vérifiez les majuscules et réessayez.";

describe("the sign-in page", () => {
  it("is in French, labelled, and lets a password manager fill it", async () => {
    const { body, status } = await me.send("GET", await openPage(me));
    expect(status).toBe(200);
    expect(body).toContain('<html lang="fr">');
    expect(body).toMatch(/<label for="login">Identifiant<\/label>\s*<input id="login" [^>]*autocomplete="username"/);
    expect(body).toMatch(
      /<label for="password">.*<\/label>\s*<input id="password" [^>]*autocomplete="current-password"/,
    );
    expect(body).not.toMatch(/<script|https?:\/\//);
  });

  it("lets its form lead to the application that asked, and nowhere else", async () => {
    const { headers } = await me.send("GET", await openPage(me));
    expect(headers["content-security-policy"]).toContain("form-action 'self' http://127.0.0.1:43210;");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    const app = await me.send("GET", await openPage(me, request("preau-app", "fr.preau.app:/callback")));
    expect(app.headers["content-security-policy"]).toContain("form-action 'self' fr.preau.app:;");
  });

  it("is not shown, and takes no password, in a browser that did not begin the sign-in", async () => {
    const page = await openPage(me);
    const thief = world.newBrowser();
    await openPage(thief);
    for (const [key, cookie] of thief.jar) thief.jar.set(key, { ...cookie, path: "/" });
    expect((await thief.send("GET", page)).status).toBe(400);
    const answer = await type(thief, page, SOLENE.login, SOLENE.password);
    expect([answer.status, answer.location]).toEqual([400, ""]);
    expect(answer.body).toContain("Cette page de connexion n’est plus valable");
  });

  it("does not believe a cookie that we did not sign", async () => {
    const page = await openPage(me);
    for (const [key, cookie] of me.jar)
      if (key.startsWith("_interaction.sig")) me.jar.set(key, { ...cookie, value: "A".repeat(43) });
    expect((await type(me, page, SOLENE.login, SOLENE.password)).status).toBe(400);
  });

  it("says that it is over after an hour", async () => {
    const page = await openPage(me);
    world.clock.ahead = 3_601;
    expect((await me.send("GET", page)).status).toBe(400);
  });
});

describe("a password", () => {
  it("may be typed with a login in capitals, with accents and spaces", async () => {
    expect(await enter(me, request(), { ...SOLENE, login: " Solène.Briac " })).not.toBe("");
  });

  it("that is wrong brings the page back, the login kept, without saying which of the two is wrong", async () => {
    const page = await openPage(me);
    const wrong = await type(me, page, SOLENE.login, "mot-de-passe-2");
    expect(wrong.status).toBe(401);
    expect(wrong.body).toContain(WRONG);
    expect(wrong.body).toMatch(/<input id="login" name="login" value="solene.briac"[^>]*aria-describedby="erreur"/);
    const unknown = await type(me, page, "nobody.here", "mot-de-passe-2");
    expect(unknown.status).toBe(401);
    expect(unknown.body).toBe(wrong.body.replaceAll("solene.briac", "nobody.here"));
  });

  it("costs the same storage whether the login exists or not", async () => {
    const page = await openPage(me);
    const cost = async (login: string) => {
      resetCapacity();
      await type(me, page, login, "mot-de-passe-2");
      return readCapacity();
    };
    expect(await cost("leila.haddad")).toEqual(await cost("jamais.vue"));
  });

  it("shows on the page what was typed, never as markup", async () => {
    const { body } = await type(me, await openPage(me), '"><script>alert(1)</script>', "x");
    expect(body).not.toContain("<script>");
  });

  it("sent twice by a double click still opens the door", async () => {
    const page = await openPage(me);
    const clicks = await Promise.all([1, 2].map(() => type(me, page, SOLENE.login, SOLENE.password)));
    expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
    expect(codeIn((await me.send("GET", clicks[0]?.location ?? "")).location)).not.toBe("");
  });

  it("that crosses another try is tried once more, and then asked to wait", async () => {
    const { count } = world.attempts;
    let races = 1;
    world.attempts.count = async (...details) => {
      if (races-- > 0) throw new LostRace();
      return count(...details);
    };
    const page = await openPage(me);
    expect((await type(me, page, SOLENE.login, SOLENE.password)).status).toBe(303);
    races = 2;
    expect((await type(me, page, SOLENE.login, SOLENE.password)).status).toBe(429);
    world.attempts.count = count;
  });
});

describe("wrong passwords", () => {
  const spoil = async (browser: Browser, login: string, times: number) => {
    const page = await openPage(browser);
    for (let time = 0; time < times; time++) await type(browser, page, login, "faux");
    return page;
  };

  it("make the device wait after five, and say how long", async () => {
    const page = await spoil(me, "essai.un", 5);
    const sixth = await type(me, page, "essai.un", "faux");
    expect([sixth.status, sixth.headers["retry-after"]]).toEqual([429, "2"]);
    expect(sixth.body).toContain("Trop d’essais : attendez 2 secondes");
    world.clock.ahead = 2;
    expect((await type(me, page, "essai.un", "faux")).status).toBe(401);
  });

  it("refuse even the right one while the wait lasts", async () => {
    const page = await spoil(me, LEILA.login, 5);
    expect((await type(me, page, LEILA.login, LEILA.password)).status).toBe(429);
    world.clock.ahead = 2;
    expect((await type(me, page, LEILA.login, LEILA.password)).status).toBe(303);
  });

  it("typed by a pupil elsewhere do not make the teacher wait on her own computer", async () => {
    await enter(me);
    const pupil = world.newBrowser();
    const page = await spoil(pupil, SOLENE.login, 5);
    expect((await type(pupil, page, SOLENE.login, "faux")).status).toBe(429);
    expect(await enter(me)).not.toBe("");
  });

  it("sent all together are counted one by one", async () => {
    const page = await openPage(me);
    const answers = await Promise.all(Array.from({ length: 20 }, () => type(me, page, "essai.deux", "faux")));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5);
  });
});

describe("a request to sign in", () => {
  it("from an unknown application, or to an address that is not its own, gets a page and goes nowhere", async () => {
    const answers = await Promise.all([
      me.send("GET", request("unknown").authorize),
      me.send("GET", request("preau-cli", "https://evil.example/callback").authorize),
      me.send("GET", request("preau-cli", `${LOOPBACK}/../other`).authorize),
    ]);
    for (const { status, location, body } of answers) {
      expect([status, location]).toEqual([400, ""]);
      expect(body).toContain("La connexion n’a pas pu commencer");
    }
  });

  it("without proof that the application began it goes back with an error", async () => {
    const { authorize } = request();
    const { location } = await me.send("GET", authorize.replace(/&code_challenge[^&]*/g, ""));
    expect(new URL(location).searchParams.get("error")).toBe("invalid_request");
  });
});

describe("on the public address", () => {
  it("every cookie travels over HTTPS only, and out of reach of scripts and other sites", async () => {
    const deployed = await openWorld("https://identite.example");
    await deployed.setPasswords(SOLENE);
    const browser = deployed.newBrowser();
    const asked = await browser.send("GET", request().authorize);
    const checked = await type(browser, asked.location, SOLENE.login, SOLENE.password);
    const resumed = await browser.send("GET", checked.location);
    expect(checked.location).toMatch(/^https:\/\/identite\.example\/authorize\//);
    const cookies = [asked, checked, resumed].flatMap((seen) => seen.cookies);
    expect(cookies.length).toBeGreaterThanOrEqual(7);
    for (const cookie of cookies) expect(cookie).toMatch(/; ?secure/i);
    for (const cookie of cookies) expect(cookie).toMatch(/; ?httponly/i);
    for (const cookie of cookies) expect(cookie).toMatch(/; ?samesite=lax/i);
  });
});
