import { accountIdOf } from "@preau/contract/derive-id";
import { PersonId, SchoolId } from "@preau/contract/ids";
import { readCapacity, resetCapacity } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { codeIn, enter, openPage, redeem, refresh, request, signedIn } from "../testing/application.ts";
import type { Browser, Seen } from "../testing/browser.ts";
import { LEILA, openWorld, SOLENE, type World } from "../testing/world.ts";
import { codeDigest, newCode } from "./access-code.ts";

const SCHOOL = SchoolId.parse("0990001N");
const NINA = PersonId.parse("per_3333333333333");
const LOGIN = "nina.marlow";
const PASSWORD = "girafe velours";

let world: World;
let me: Browser;

beforeEach(async () => {
  world = await openWorld();
  me = world.newBrowser();
  await world.setPasswords(SOLENE, LEILA);
  await world.peopleChanged({
    schoolId: SCHOOL,
    schoolYear: 2026,
    people: [
      {
        personId: NINA,
        version: 1,
        givenName: "Nina",
        familyName: "MARLOW",
        roles: ["pupil"],
        children: [],
        present: true,
        mail: "nina@example.org",
      },
    ],
  });
});

const printed = async (login = LOGIN): Promise<string> => {
  const code = newCode();
  await world.codes.keep(login, "printed", codeDigest(login, code));
  return code;
};

const ticketIn = ({ body }: Seen): string => /name="ticket" value="([^"]+)"/.exec(body)?.[1] ?? "";
const titleIn = ({ body }: Seen): string => /<h1>(.*?)<\/h1>/.exec(body)?.[1] ?? "";
const errorIn = ({ body }: Seen): string => /role="alert">(.*?)<\/p>/.exec(body)?.[1] ?? "";

/** From the code to the page of the password, leaving the mailbox out. */
const untilPassword = async (page: string, login: string, code: string): Promise<Seen> => {
  let seen = await me.send("POST", page, { step: "code", login, code });
  if (titleIn(seen) === "Charte d’utilisation")
    seen = await me.send("POST", page, { step: "charter", ticket: ticketIn(seen), accept: "yes" });
  if (titleIn(seen) === "Votre adresse électronique")
    seen = await me.send("POST", page, { step: "mail", ticket: ticketIn(seen), skip: "yes" });
  return seen;
};

const choose = (page: string, seen: Seen, password = PASSWORD, again = password) =>
  me.send("POST", page, { step: "password", ticket: ticketIn(seen), password, again });

describe("with a printed code", () => {
  it("a pupil accepts the charter, leaves out the mailbox, chooses a password, and lands in the application", async () => {
    const asked = request();
    const page = `${await openPage(me, asked)}/activation`;
    expect(titleIn(await me.send("GET", page))).toBe("Utiliser un code");
    const code = await printed();
    const charter = await me.send("POST", page, {
      step: "code",
      login: LOGIN,
      code: code.toLowerCase().replace(/-/g, " "),
    });
    expect(titleIn(charter)).toBe("Charte d’utilisation");
    const refused = await me.send("POST", page, { step: "charter", ticket: ticketIn(charter) });
    expect([refused.status, errorIn(refused)]).toEqual([400, expect.stringContaining("il faut accepter la charte")]);
    const seen = await untilPassword(page, LOGIN, code);
    expect(titleIn(seen)).toBe("Choisir un mot de passe");
    const done = await choose(page, seen);
    expect(done.status).toBe(303);
    const tokens = await redeem(me, asked, codeIn((await me.send("GET", done.location)).location));
    expect(tokens.status).toBe(200);
    const account = await world.accounts.find(accountIdOf(NINA));
    expect(account?.charters).toMatchObject({ usual: { version: 1 } });
    await signedIn(world.newBrowser(), request(), { login: LOGIN, password: PASSWORD });
  });

  it("it works from the address on the sheet, without an application, and ends on a page that says so", async () => {
    const done = await choose("/activation", await untilPassword("/activation", LOGIN, await printed()));
    expect([done.status, titleIn(done)]).toEqual([200, "Votre compte est prêt"]);
    expect(done.body).toContain("https://portail.example");
  });

  it("the mailbox given is kept only once its code was copied", async () => {
    const page = "/activation";
    const code = await me.send("POST", page, { step: "code", login: LOGIN, code: await printed() });
    const mail = await me.send("POST", page, { step: "charter", ticket: ticketIn(code), accept: "yes" });
    const sent = await me.send("POST", page, { step: "mail", ticket: ticketIn(mail), mail: "moi@example.fr" });
    expect(titleIn(sent)).toBe("Confirmer votre adresse");
    const wrong = await me.send("POST", page, { step: "mail-code", ticket: ticketIn(sent), code: "ABCD-EFGH-JKMN" });
    expect(wrong.status).toBe(401);
    expect((await world.accounts.find(accountIdOf(NINA)))?.mail).toBeUndefined();
    await world.deliverMails();
    const [letter] = world.mails;
    expect(letter?.to).toBe("moi@example.fr");
    const received = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(letter?.text ?? "")?.[0] ?? "";
    const next = await me.send("POST", page, { step: "mail-code", ticket: ticketIn(sent), code: received });
    expect(titleIn(next)).toBe("Choisir un mot de passe");
    expect((await world.accounts.find(accountIdOf(NINA)))?.mail).toBe("moi@example.fr");
  });

  it("the code of a mailbox is good for five tries, no more", async () => {
    const page = "/activation";
    const code = await me.send("POST", page, { step: "code", login: LOGIN, code: await printed() });
    const mail = await me.send("POST", page, { step: "charter", ticket: ticketIn(code), accept: "yes" });
    const sent = await me.send("POST", page, { step: "mail", ticket: ticketIn(mail), mail: "moi@example.fr" });
    for (let guess = 0; guess < 5; guess++)
      await me.send("POST", page, { step: "mail-code", ticket: ticketIn(sent), code: newCode() });
    await world.deliverMails();
    const received = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(world.mails[0]?.text ?? "")?.[0] ?? "";
    const late = await me.send("POST", page, { step: "mail-code", ticket: ticketIn(sent), code: received });
    expect(late.status).toBe(401);
  });

  it("the code serves once, and not at all once a newer one was printed", async () => {
    const code = await printed();
    const [one, two] = [
      await untilPassword("/activation", LOGIN, code),
      await untilPassword("/activation", LOGIN, code),
    ];
    expect((await choose("/activation", one)).status).toBe(200);
    expect((await choose("/activation", two, "une autre girafe")).status).toBe(409);
    expect((await me.send("POST", "/activation", { step: "code", login: LOGIN, code })).status).toBe(401);
    const waiting = await untilPassword("/activation", LOGIN, await printed());
    await printed();
    expect((await choose("/activation", waiting)).status).toBe(409);
  });

  it("a weak password and two that differ are refused with the reason, and the code stays good", async () => {
    const seen = await untilPassword("/activation", LOGIN, await printed());
    expect(errorIn(await choose("/activation", seen, "azerty123"))).toContain("premiers que l’on essaie");
    expect(errorIn(await choose("/activation", seen, PASSWORD, "autre chose"))).toContain("diffèrent");
    expect((await choose("/activation", seen)).status).toBe(200);
  });

  it("no page is skipped by posting the last form first", async () => {
    const first = await me.send("POST", "/activation", { step: "code", login: LOGIN, code: await printed() });
    expect(titleIn(await choose("/activation", first))).toBe("Charte d’utilisation");
    expect((await world.logins.find(LOGIN))?.password).toBeUndefined();
  });

  it("half an hour later, everything begins again", async () => {
    const seen = await untilPassword("/activation", LOGIN, await printed());
    world.clock.ahead = 1_801;
    const late = await choose("/activation", seen);
    expect([late.status, titleIn(late)]).toEqual([400, "Utiliser un code"]);
  });

  it("a changed charter is shown again, an accepted one is not", async () => {
    const code = await printed();
    await untilPassword("/activation", LOGIN, code);
    expect(titleIn(await me.send("POST", "/activation", { step: "code", login: LOGIN, code }))).not.toContain("Charte");
    await world.charters.add({ place: SCHOOL, version: 1, text: "Chez nous.\n\nOn lit <b>tout</b>.", at: 0 });
    const again = await me.send("POST", "/activation", { step: "code", login: LOGIN, code });
    expect(titleIn(again)).toContain("Charte");
    expect(again.body).toContain("<p>On lit &lt;b&gt;tout&lt;/b&gt;.</p>");
  });
});

describe("a code that is wrong", () => {
  const wrong = (login: string, browser = me) =>
    browser.send("POST", "/activation", { step: "code", login, code: "ABCD-EFGH-JKMN" });

  it("gets the same answer, at the same cost, whether the login is known, has a code, or not", async () => {
    await printed();
    const answers = [];
    for (const login of [LOGIN, "leila.haddad", "jamais.vue"]) {
      resetCapacity();
      const { status, body } = await wrong(login);
      answers.push({ status, body: body.replaceAll(login, "…"), ...readCapacity() });
    }
    expect(answers[0]).toMatchObject({ status: 401, rru: 3.5, wru: 1, roundTrips: 2 });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it("typed again and again by a pupil makes nobody wait more than a minute, and a known device not at all", async () => {
    const teacher = world.newBrowser();
    await enter(teacher);
    for (let guess = 0; guess < 30; guess++) {
      await wrong(SOLENE.login);
      world.clock.ahead += 61;
    }
    expect((await wrong(SOLENE.login)).status).toBe(401);
    const waiting = await wrong(SOLENE.login);
    expect(waiting.status).toBe(429);
    expect(Number(waiting.headers["retry-after"])).toBeLessThanOrEqual(60);
    await enter(teacher);
    const page = `${await openPage(teacher)}/activation`;
    const code = await printed(SOLENE.login);
    expect((await teacher.send("POST", page, { step: "code", login: SOLENE.login, code })).status).toBe(200);
  });
});

describe("a forgotten login or password", () => {
  const ask = (typed: string, browser = me) => browser.send("POST", "/forgotten", { typed });
  const codeOf = (text: string, login: string): string =>
    new RegExp(`Identifiant : ${login}\\s+Code : (\\S+)`).exec(text)?.[1] ?? "";

  it("gets a mail with both, and the code opens a new password that ends former sign-ins", async () => {
    await choose("/activation", await untilPassword("/activation", LOGIN, await printed()));
    const phone = world.newBrowser();
    const { refresh_token } = await signedIn(phone, request(), { login: LOGIN, password: PASSWORD });
    world.clock.ahead = 10;
    expect(titleIn(await ask(LOGIN))).toBe("Regardez votre boîte aux lettres");
    await world.deliverMails();
    const [letter] = world.mails;
    expect(letter).toMatchObject({ to: "nina@example.org", subject: "Retrouver l’accès à votre compte" });
    const seen = await untilPassword("/activation", LOGIN, codeOf(letter?.text ?? "", LOGIN));
    expect(titleIn(seen)).toBe("Choisir un mot de passe");
    expect((await choose("/activation", seen, "tambour horizon")).status).toBe(200);
    expect((await refresh(phone, refresh_token)).status).toBe(400);
    expect(await enter(world.newBrowser(), request(), { login: LOGIN, password: "tambour horizon" })).not.toBe("");
  });

  it("asked by mailbox finds every account that reads it, and nobody who read it once", async () => {
    const tell = (id: string, version: number, mail: string) =>
      world.peopleChanged({
        schoolId: SCHOOL,
        schoolYear: 2026,
        people: [
          {
            personId: PersonId.parse(id),
            version,
            givenName: "Tom",
            familyName: "MARLOW",
            roles: ["pupil"],
            children: [],
            present: true,
            mail,
          },
        ],
      });
    await tell("per_4444444444444", 1, "NINA@example.org");
    await ask(" Nina@Example.org ");
    await world.deliverMails();
    expect(world.mails).toHaveLength(1);
    expect(world.mails[0]?.text).toContain("tom.marlow");
    expect(world.mails[0]?.text).toContain(LOGIN);
    await tell("per_4444444444444", 2, "tom@example.org");
    world.clock.ahead = 3_600;
    await ask("nina@example.org");
    await world.deliverMails();
    expect(world.mails[1]?.text).not.toContain("tom.marlow");
  });

  it("gets the same answer at the same cost, known or not, with a mailbox or not", async () => {
    const answers = [];
    for (const typed of [LOGIN, SOLENE.login, "jamais.vue", "personne@example.org"]) {
      resetCapacity();
      const { status, body, headers } = await ask(typed);
      answers.push({ status, body, headers, ...readCapacity() });
    }
    expect(answers[0]).toMatchObject({ status: 200, rru: 2, wru: 2, roundTrips: 3 });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    await world.deliverMails();
    expect(world.mails.map(({ to }) => to)).toEqual(["nina@example.org"]);
  });

  it("asked again and again for somebody else sends a mail every ten minutes at most, and the last one always works", async () => {
    for (let minute = 0; minute < 25; minute++) {
      await ask(LOGIN);
      await world.deliverMails();
      world.clock.ahead += 61;
    }
    expect(world.mails).toHaveLength(3);
    const last = codeOf(world.mails.at(-1)?.text ?? "", LOGIN);
    expect(titleIn(await me.send("POST", "/activation", { step: "code", login: LOGIN, code: last }))).toContain(
      "Charte",
    );
  });

  it("ten times in a minute is asked to wait, without a word on whether the account exists", async () => {
    const statuses = [];
    for (let time = 0; time < 7; time++) statuses.push((await ask("jamais.vue")).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  });

  it("of somebody who left every school sends nothing", async () => {
    await world.peopleChanged({
      schoolId: SCHOOL,
      schoolYear: 2026,
      people: [
        {
          personId: NINA,
          version: 2,
          givenName: "Nina",
          familyName: "MARLOW",
          roles: [],
          children: [],
          present: false,
        },
      ],
    });
    await ask(LOGIN);
    await world.deliverMails();
    expect(world.mails).toEqual([]);
  });
});

describe("the pages of a code", () => {
  it("are in French, labelled, without script, and lead nowhere else", async () => {
    for (const page of ["/activation", "/forgotten"]) {
      const { status, body, headers } = await me.send("GET", page);
      expect(status).toBe(200);
      expect(body).toContain('<html lang="fr">');
      expect(body).not.toMatch(/<script|https?:\/\//);
      expect(headers["content-security-policy"]).toContain("form-action 'self';");
    }
  });

  it("under a sign-in of another browser are not shown", async () => {
    const page = await openPage(me);
    for (const path of ["activation", "forgotten"])
      expect((await world.newBrowser().send("GET", `${page}/${path}`)).status).toBe(400);
  });
});
