import { SchoolId } from "@preau/contract";
import { accountIdOf } from "@preau/contract/derive-id";
import { readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { peopleChangedV1 } from "../../../events/people-changed.v1.ts";
import type { Browser } from "../../identity/testing/browser.ts";
import { LEILA, OPERATOR, PORTAL, SOLENE } from "../../identity/testing/world.ts";
import type { KeptService } from "../service.ts";
import { PRONOTE } from "../testing/pronote.ts";
import { follow, loginFor, onwardIn, ticketFor, validate } from "../testing/service.ts";
import { openWorld, type World } from "../testing/world.ts";

const [COLLEGE, LYCEE] = ["0990001N", "0990002P"];
const CHILD = "per_1111111111111";

const said = (schoolId: string, person: object) =>
  peopleChangedV1.schema.parse({
    schoolId,
    schoolYear: 2026,
    people: [{ version: 1, roles: [], children: [], present: true, ...person }],
  });

let world: World;
let me: Browser;
let pronote: KeptService;
let home: string;

const addressOf = (service: KeptService): string =>
  service.access.protocol === "cas" ? `${service.access.addresses[0]}` : "";

beforeAll(async () => {
  world = await openWorld();
  await world.setPasswords(
    { ...SOLENE, memberships: [...SOLENE.memberships, { schoolId: COLLEGE, role: "guardian" }] },
    LEILA,
    OPERATOR,
  );
  const solene = { personId: SOLENE.personId, givenName: "Solène", familyName: "BRIAC", birthDate: "1984-02-29" };
  await world.told(
    said(COLLEGE, { ...solene, roles: ["teacher", "guardian"], children: [CHILD], postalCode: "99000" }),
  );
  await world.told(said(LYCEE, { ...solene, roles: ["teacher"] }));
  await world.told(
    said(LYCEE, { personId: LEILA.personId, givenName: "Leïla", familyName: "O’HADDAD & <fils>", roles: ["teacher"] }),
  );
  pronote = await world.declare();
  home = `${addressOf(pronote)}accueil?page=1`;
});

beforeEach(() => {
  world.clock.ahead = 0;
  me = world.newBrowser();
});

describe("somebody who opens a partner service", () => {
  it("signs in once, and is known to it by what it was granted to know", async () => {
    const entered = await follow(me, loginFor(home));
    expect(entered.typed).toBe(1);
    const { origin, pathname, searchParams } = new URL(entered.location);
    expect([`${origin}${pathname}`, searchParams.get("page")]).toEqual([`${addressOf(pronote)}accueil`, "1"]);
    const answer = await validate(me, home, searchParams.get("ticket") ?? "");
    expect(answer).toContain('<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">');
    for (const line of [
      "<cas:nom>BRIAC</cas:nom>",
      "<cas:prenom>Solène</cas:prenom>",
      "<cas:dateNaissance>29/02/1984</cas:dateNaissance>",
      "<cas:categories>National_2;National_3</cas:categories>",
    ])
      expect(answer).toContain(line);
    expect(answer).not.toMatch(/codePostal|99000|uai|briac\b|per_|acc_/);
  });

  it("is not asked for a password again by the next service, nor known to both under one name", async () => {
    const other = await world.declare();
    const first = await validate(me, home, await ticketFor(me, home));
    const entered = await follow(me, loginFor(addressOf(other)));
    expect(entered.typed).toBe(0);
    const second = await validate(me, addressOf(other), new URL(entered.location).searchParams.get("ticket") ?? "");
    const userOf = (xml: string) => /<cas:user>(.+)<\/cas:user>/.exec(xml)?.[1];
    expect(userOf(first)).toMatch(/^[\w-]{43}$/);
    expect(userOf(second)).not.toBe(userOf(first));
    const again = await validate(me, home, await ticketFor(me, home));
    expect(userOf(again)).toBe(userOf(first));
  });

  it("reads afterwards what was told of them, to whom and when", async () => {
    world.clock.ahead = 100;
    await validate(me, home, await ticketFor(me, home));
    const { items } = await world.accesses.of(accountIdOf(SOLENE.personId), { limit: 1 });
    expect(items).toMatchObject([
      {
        serviceId: pronote.serviceId,
        name: PRONOTE.name,
        protocol: "cas",
        attributes: ["familyName", "givenName", "birthDate", "profile"],
      },
    ]);
  });

  it("goes on by a page of its own after a password: browsers hold the redirects of a form to its page's form-action", async () => {
    const typed = await follow(me, loginFor(home));
    expect([typed.status, typed.typed]).toEqual([200, 1]);
    world.clock.ahead = 10;
    const silent = await follow(me, loginFor(home));
    expect([silent.status, silent.typed]).toEqual([303, 0]);
  });

  it("is sent on by a button when the service asks for the ticket by post", async () => {
    const seen = await follow(me, loginFor(home, { method: "POST" }));
    expect(seen.status).toBe(200);
    expect(seen.body).toMatch(/<input type="hidden" name="ticket" value="ST-[0-9a-f]{40}">/);
    expect(seen.headers["content-security-policy"]).toContain(`form-action ${new URL(home).origin};`);
  });
});

describe("a service nobody declared", () => {
  it.each([
    ["an unknown host", "https://inconnu.example/"],
    ["a neighbour of a declared host", "HOST.evil.example/"],
    ["another scheme", "javascript:alert(1)//HOST"],
    ["credentials before another host", "https://HOST@evil.example/"],
    ["a backslash browsers read as a slash", "https://evil.example\\@HOST/"],
    ["plain http", "http://HOST/"],
    ["another port", "https://HOST:8443/"],
    ["a line break", "https://HOST/\r\nset-cookie: a=b"],
  ])("gets a page and no redirect: %s", async (_, pattern) => {
    const service = pattern.replace("HOST", new URL(home).host);
    const { status, location, body } = await me.send("GET", loginFor(service));
    expect([status, location]).toEqual([403, ""]);
    expect(body).toContain("Ce service n’est pas déclaré");
  });

  it("is told from one out of use by nothing at all", async () => {
    const closed = await world.declare({ state: "disabled" });
    const unknown = await me.send("GET", loginFor("https://inconnu.example/"));
    const disabled = await me.send("GET", loginFor(addressOf(closed)));
    expect([disabled.status, disabled.body, disabled.headers]).toEqual([unknown.status, unknown.body, unknown.headers]);
  });

  it("does not profit by a path that begins alike", async () => {
    await world.declare({ access: { ...PRONOTE.access, addresses: ["https://outils.example/notes"] } });
    expect((await me.send("GET", loginFor("https://outils.example/notes/2"))).status).toBe(303);
    expect((await me.send("GET", loginFor("https://outils.example/notes-pirates"))).status).toBe(403);
    expect((await me.send("GET", loginFor("https://outils.example/notes/../admin"))).status).toBe(403);
  });
});

describe("a ticket", () => {
  it("serves once", async () => {
    const ticket = await ticketFor(me, home);
    expect(await validate(me, home, ticket)).toContain("authenticationSuccess");
    expect(await validate(me, home, ticket)).toContain('code="INVALID_TICKET"');
  });

  it("serves once even to two requests at the same instant", async () => {
    const ticket = await ticketFor(me, home);
    const both = await Promise.all([validate(me, home, ticket), validate(me, home, ticket)]);
    expect(both.filter((answer) => answer.includes("authenticationSuccess"))).toHaveLength(1);
  });

  it("is worth nothing at another address, and nothing at its own afterwards", async () => {
    const ticket = await ticketFor(me, home);
    expect(await validate(me, `${addressOf(pronote)}ailleurs`, ticket)).toContain('code="INVALID_SERVICE"');
    expect(await validate(me, home, ticket)).toContain('code="INVALID_TICKET"');
  });

  it("is worth nothing after thirty seconds", async () => {
    const ticket = await ticketFor(me, home);
    world.clock.ahead = 30;
    expect(await validate(me, home, ticket)).toContain('code="INVALID_TICKET"');
  });

  it("is worth nothing once the service is out of use", async () => {
    const service = await world.declare();
    const ticket = await ticketFor(me, addressOf(service));
    await world.change(service, { state: "disabled" });
    expect(await validate(me, addressOf(service), ticket)).toContain('code="INVALID_SERVICE"');
  });

  it("that nobody gave says nothing of anybody", async () => {
    expect(await validate(me, home, "ST-0123456789")).toContain('code="INVALID_TICKET"');
    expect(await validate(me, home, "PT-0123456789")).toContain('code="INVALID_TICKET_SPEC"');
    expect(await validate(me, home, "")).toContain('code="INVALID_REQUEST"');
  });

  it("gives no right to act for somebody", async () => {
    const ticket = await ticketFor(me, home);
    const asked = await validate(me, home, ticket, {
      path: "/cas/proxyValidate",
      pgtUrl: "https://mandataire.example/",
    });
    expect(asked).toContain('code="UNAUTHORIZED_SERVICE_PROXY"');
    const { body } = await me.send("GET", "/cas/proxy?pgt=PGT-1&targetService=https://a.example/");
    expect(body).toContain('<cas:proxyFailure code="UNAUTHORIZED_SERVICE_PROXY">');
    expect(await validate(me, home, await ticketFor(me, home), { path: "/cas/proxyValidate" })).toContain("<cas:user>");
  });
});

describe("a sign-in sent by somebody else", () => {
  it("leads nowhere in another browser", async () => {
    const thief = world.newBrowser();
    const begun = await thief.send("GET", loginFor(home));
    let callback = "";
    let seen = await thief.send("GET", begun.location);
    seen = await thief.send("POST", seen.location, LEILA as never);
    for (; !callback; seen = await thief.send("GET", seen.location))
      if (seen.location.includes("/cas/callback")) callback = seen.location;
    const { status, body } = await me.send("GET", callback);
    expect([status, body.includes("n’est plus valable")]).toEqual([400, true]);
  });
});

describe("a service that wants the password again", () => {
  it("has it asked for, and is told so", async () => {
    await ticketFor(me, home);
    const entered = await follow(me, loginFor(home, { renew: "true" }));
    expect(entered.typed).toBe(1);
    const ticket = new URL(entered.location).searchParams.get("ticket") ?? "";
    const answer = await validate(me, home, ticket, { path: "/cas/p3/serviceValidate", renew: "true" });
    expect(answer).toContain("<cas:isFromNewLogin>true</cas:isFromNewLogin>");
    expect(answer).toMatch(/<cas:authenticationDate>20\d\d-/);
  });

  it("is refused a ticket of a session already open", async () => {
    await ticketFor(me, home);
    world.clock.ahead = 10;
    const ticket = await ticketFor(me, home);
    expect(await validate(me, home, ticket, { renew: "true" })).toContain('code="INVALID_TICKET"');
  });

  it("is not deceived by a browser that leaves the demand out", async () => {
    await ticketFor(me, home);
    world.clock.ahead = 10;
    const begun = await me.send("GET", loginFor(home, { renew: "true" }));
    const quiet = new URL(begun.location);
    quiet.searchParams.delete("prompt");
    const { status, location } = await follow(me, quiet.href);
    expect([status, location]).toEqual([400, ""]);
  });
});

describe("a service that only looks whether somebody is there", () => {
  it("gets the browser back without a ticket, and without a page, when nobody is", async () => {
    const seen = await follow(me, loginFor(home, { gateway: "true" }));
    expect([seen.typed, seen.location]).toEqual([0, home]);
  });

  it("gets a ticket when somebody is", async () => {
    await ticketFor(me, home);
    const seen = await follow(me, loginFor(home, { gateway: "true" }));
    expect(new URL(seen.location).searchParams.get("ticket")).toMatch(/^ST-/);
  });
});

describe("a school", () => {
  it("that masks a service keeps its members out, and only they", async () => {
    const service = await world.declare({ attributes: ["school", "familyName"] });
    await world.choose(LYCEE, service, "masked");
    const refused = await follow(me, loginFor(addressOf(service)), LEILA);
    expect([refused.status, refused.location]).toEqual([403, ""]);
    expect(refused.body).toContain("Ce service ne vous est pas ouvert");
    const other = world.newBrowser();
    const answer = await validate(other, addressOf(service), await ticketFor(other, addressOf(service)));
    expect(answer).toContain("<cas:uai>0990001N</cas:uai>");
    expect(answer).not.toContain(LYCEE);
  });

  it("keeps its members out of a service reserved for another one, whatever it chose", async () => {
    const service = await world.declare({ reservedFor: [SchoolId.parse(COLLEGE)], attributes: ["school"] });
    await world.choose(LYCEE, service, "activated");
    expect((await follow(me, loginFor(addressOf(service)), LEILA)).status).toBe(403);
    const other = world.newBrowser();
    const answer = await validate(other, addressOf(service), await ticketFor(other, addressOf(service)));
    expect(answer.match(/<cas:uai>/g)).toHaveLength(1);
  });

  it("must activate what is offered on request", async () => {
    const service = await world.declare({ offered: "on-request" });
    expect((await follow(me, loginFor(addressOf(service)), LEILA)).status).toBe(403);
    await world.choose(LYCEE, service, "activated");
    await ticketFor(world.newBrowser(), addressOf(service), LEILA);
  });

  it("with an address of its own gives entry to its own members under it", async () => {
    const service = await world.declare({
      access: { ...PRONOTE.access, addresses: [], addressBySchool: true },
      attributes: ["school"],
    });
    await world.choose(COLLEGE, service, "activated", "https://college.notes.example/");
    expect((await follow(me, loginFor("https://college.notes.example/x"), LEILA)).status).toBe(403);
    const answer = await validate(
      me,
      "https://college.notes.example/x",
      await ticketFor(world.newBrowser(), "https://college.notes.example/x"),
    );
    expect(answer).toContain("<cas:uai>0990001N</cas:uai>");
    expect(answer).not.toContain(LYCEE);
  });

  it("is not what an operator belongs to", async () => {
    expect((await follow(me, loginFor(home), OPERATOR)).status).toBe(403);
  });
});

describe("what is told", () => {
  it("is only what the roles the service is meant for allow", async () => {
    const access = { ...PRONOTE.access, addresses: ["https://familles.example/"], names: "ent" as const };
    await world.declare({ access, roles: ["guardian"], attributes: ["profile", "school", "children"] });
    const answer = await validate(me, "https://familles.example/", await ticketFor(me, "https://familles.example/"));
    expect(answer.match(/<cas:ENTPersonProfils>.*?<\/cas:ENTPersonProfils>/g)).toEqual([
      "<cas:ENTPersonProfils>National_tut</cas:ENTPersonProfils>",
    ]);
    expect(answer.match(/ENTPersonStructRattachUAI>(\d{7}[A-Z])</g)).toHaveLength(1);
    expect(answer).toMatch(/<cas:ENTAuxPersRelEleveEleve>[\w-]{43}<\/cas:ENTAuxPersRelEleveEleve>/);
  });

  it("is text, whatever a name holds", async () => {
    const answer = await validate(me, home, await ticketFor(me, home, LEILA));
    expect(answer).toContain("<cas:nom>O’HADDAD &amp; &lt;fils&gt;</cas:nom>");
  });

  it("comes as JSON to a service that asks for it", async () => {
    const answer = JSON.parse(await validate(me, home, await ticketFor(me, home), { format: "JSON" }));
    expect(answer.serviceResponse.authenticationSuccess.attributes).toMatchObject({
      nom: ["BRIAC"],
      categories: ["National_2;National_3"],
    });
    expect(JSON.parse(await validate(me, home, "ST-1", { format: "JSON" }))).toMatchObject({
      serviceResponse: { authenticationFailure: { code: "INVALID_TICKET" } },
    });
  });

  it("is a yes and a name in CAS 1.0", async () => {
    const ticket = await ticketFor(me, home);
    expect(await validate(me, home, ticket, { path: "/cas/validate" })).toMatch(/^yes\n[\w-]{43}\n$/);
    expect(await validate(me, home, ticket, { path: "/cas/validate" })).toBe("no\n\n");
  });
});

describe("signing out", () => {
  const signOut = async (query = "") => {
    const { location } = await me.send("GET", `/cas/logout${query}`);
    const asked = await me.send("GET", location);
    expect(asked.body).toContain("Voulez-vous vous déconnecter");
    const xsrf = /name="xsrf" value="(.+?)"/.exec(asked.body)?.[1] ?? "";
    const ended = await me.send("POST", "/session/end/confirm", { xsrf, logout: "yes" });
    return me.send("GET", ended.location);
  };

  it("ends the one session, tells the services that asked for it, and goes back to the service", async () => {
    await world.declare({
      access: { ...PRONOTE.access, addresses: ["https://fin.example/"], singleLogout: true },
    });
    const ticket = await ticketFor(me, "https://fin.example/");
    await validate(me, "https://fin.example/", ticket);
    await ticketFor(me, home);
    world.posted.length = 0;
    const seen = await signOut(`?service=${encodeURIComponent("https://fin.example/adieu")}`);
    expect(onwardIn(seen.body)).toBe("https://fin.example/adieu");
    expect(world.posted.map(({ address }) => address)).toEqual(["https://fin.example/"]);
    expect(world.posted[0]?.form.get("logoutRequest")).toContain(`<samlp:SessionIndex>${ticket}</samlp:SessionIndex>`);
    expect((await follow(me, loginFor(home))).typed).toBe(1);
  });

  it("goes back to the portal, and never to an address nobody declared", async () => {
    await ticketFor(me, home);
    const gone = await signOut(`?url=${encodeURIComponent(`${PORTAL}/au-revoir`)}`);
    expect(onwardIn(gone.body)).toBe(`${PORTAL}/au-revoir`);
    await ticketFor(me, home);
    const seen = await signOut("?service=https://evil.example/");
    expect([onwardIn(seen.body), seen.body.includes("Vous êtes déconnecté")]).toEqual(["", true]);
  });

  it("is not done behind somebody's back: a link alone tells no service", async () => {
    await world.declare({ access: { ...PRONOTE.access, addresses: ["https://calme.example/"], singleLogout: true } });
    await ticketFor(me, "https://calme.example/");
    world.posted.length = 0;
    const other = world.newBrowser();
    const { location } = await other.send("GET", "/cas/logout");
    await me.send("GET", `/cas/signed-out?state=${new URL(location).searchParams.get("state")}`);
    expect(world.posted).toEqual([]);
  });
});

describe("the price of a service entered", () => {
  const spent = async <T>(step: () => Promise<T>) => {
    resetCapacity();
    const result = await step();
    const { rru, wru } = readCapacity();
    return { result, rru, wru };
  };

  it("is 1 RRU and 1 WRU to send the browser to the issuer, 2 RRU and 2 WRU to validate a ticket of two schools", async () => {
    const begun = await spent(() => me.send("GET", loginFor(home)));
    expect(begun).toMatchObject({ rru: 1, wru: 1 });
    const ticket = await ticketFor(me, home);
    expect(await spent(() => validate(me, home, ticket))).toMatchObject({ rru: 2, wru: 2 });
  });

  it("is 4.5 RRU and 3 WRU to give the ticket, of which 2.5 and 1 for the exchange of the issuer's code", async () => {
    await ticketFor(me, home);
    world.clock.ahead = 10;
    const begun = await me.send("GET", loginFor(home));
    const back = await me.send("GET", begun.location);
    const code = await spent(() => me.send("GET", back.location));
    expect(code.result.location).toContain("ticket=ST-");
    expect([code.rru, code.wru]).toEqual([4.5, 3]);
  });

  it("is a read of one address for a service nobody declared", async () => {
    expect(await spent(() => me.send("GET", loginFor("https://inconnu.example/")))).toMatchObject({ rru: 0.5, wru: 0 });
  });
});
