import { accountIdOf } from "@preau/contract/derive-id";
import { AudienceId, PersonId, SchoolId } from "@preau/contract/ids";
import type { Role } from "@preau/contract/role";
import { claimsOf, type Principal, principalOf } from "@preau/policy";
import { newId, serve } from "@preau/runtime";
import { openReplies, openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { caller } from "../../../test/support/request.ts";
import { rightsOf } from "../account.ts";
import { identityContract } from "../contract.ts";
import { keepAccounts } from "../keep-accounts.ts";
import { keepRoster } from "../keep-roster.ts";
import { identity } from "../manifest.ts";
import { openAccounts } from "../store/accounts.ts";
import { openCodes } from "../store/codes.ts";
import { openFinders } from "../store/finders.ts";
import { openLinks } from "../store/links.ts";
import { openLogins } from "../store/logins.ts";
import { openResets } from "../store/resets-store.ts";
import { codeDigest } from "./access-code.ts";
import { exportActivationCodes } from "./export-activation-codes.ts";
import { printActivationSheet } from "./print-activation-sheet.ts";
import { listPasswordResets, resetAudiencePasswords, resetPersonPassword } from "./reset-passwords.ts";

const SCHOOL = SchoolId.parse("0990001N");
const ELSEWHERE = SchoolId.parse("0990002P");
const SIXTH_A = AudienceId.parse("aud_7k2mq4x9d0abc");
const SIXTH_B = AudienceId.parse("aud_7k2mq4x9d0abd");
const personId = (rank: number) => PersonId.parse(`per_${String(rank).padStart(13, "0")}`);
const [HEAD, OFFICE, TEACHER, NINA, TOM, MOTHER, OTHER_HEAD] = [1, 2, 3, 4, 5, 6, 7].map(personId) as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
  PersonId,
  PersonId,
  PersonId,
];

let ask: ReturnType<typeof caller>;
let deps: ReturnType<typeof open>;
let clock: number;

const open = (name: string) => {
  const table = openTable(name);
  const epoch = () => clock;
  return {
    now: () => new Date(clock * 1000),
    epoch,
    newId,
    replies: openReplies(table),
    accounts: openAccounts(name),
    codes: openCodes(name, epoch),
    finders: openFinders(name),
    links: openLinks(name),
    logins: openLogins(name),
    resets: openResets(table),
    signInUrl: "https://identite.example/activation",
  };
};

const tell = (id: PersonId, familyName: string, roles: readonly Role[], more: object = {}, schoolId = SCHOOL) =>
  keepAccounts(
    {
      schoolId,
      schoolYear: 2026,
      schoolName: "Collège Ada Lovelace",
      people: [
        {
          personId: id,
          version: 1,
          givenName: "Élise",
          familyName,
          roles: [...roles],
          children: [],
          present: true,
          ...more,
        },
      ],
    },
    deps,
  );

const as = async (id: PersonId): Promise<Principal> => {
  const account = await deps.accounts.find(accountIdOf(id));
  if (account === undefined) throw new Error("nobody");
  return principalOf({ sub: account.accountId, ...claimsOf(rightsOf(account)) });
};

const pupil = (pupilId: PersonId, classId: AudienceId, guardianIds: readonly PersonId[] = []) => ({
  pupilId,
  familyName: "",
  givenName: "",
  classId,
  classCode: "6A",
  guardianIds: [...guardianIds],
});

beforeEach(async () => {
  clock = 1_800_000_000;
  deps = open(await freshTable(identity));
  ask = caller(
    serve(
      identityContract,
      { exportActivationCodes, printActivationSheet, resetPersonPassword, resetAudiencePasswords, listPasswordResets },
      () => deps,
    ),
    identityContract,
  );
  await tell(HEAD, "PROVISEUR", ["head"]);
  await tell(OFFICE, "SECRETAIRE", ["office"]);
  await tell(TEACHER, "PROFESSEUR", ["teacher"], { headTeacherOf: [SIXTH_A] });
  await tell(NINA, "NINA", ["pupil"]);
  await tell(TOM, "TOM", ["pupil"]);
  await tell(MOTHER, "MERE", ["guardian"], { children: [NINA] });
  const classes = (audienceId: AudienceId, pupils: ReturnType<typeof pupil>[], version = 1) =>
    keepRoster(
      {
        schoolId: SCHOOL,
        schoolYear: 2026,
        audience: { id: audienceId, code: "6A", label: "Sixième A", kind: "class" },
        classes: [],
        version,
        pupils,
      },
      deps,
    );
  await classes(SIXTH_A, [pupil(NINA, SIXTH_A, [MOTHER])]);
  await classes(SIXTH_B, [pupil(TOM, SIXTH_B)]);
});

const params = { schoolId: SCHOOL };
const csv = async (by: PersonId, body: object) => {
  const answer = await ask("exportActivationCodes", await as(by), { params, body });
  const [, ...rows] = answer.text.replace("\ufeff", "").trim().split("\r\n");
  return {
    ...answer,
    rows: rows.map((row) => row.split(";").map((cell) => cell.slice(1, -1))),
  };
};

describe("the codes of a class", () => {
  it("are made for its pupils and their guardians, pupils first, and only their digests are kept", async () => {
    const { status, rows, headers, text } = await csv(HEAD, { audienceId: SIXTH_A });
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(headers["content-disposition"]).toBe('attachment; filename="codes-Sixieme-A.csv"');
    expect(text.startsWith("\ufeff")).toBe(true);
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ["NINA", "Élise", "Élève", "elise.nina"],
      ["MERE", "Élise", "Responsable légal", "elise.mere"],
    ]);
    const code = rows[0]?.[4] ?? "";
    expect(code).toMatch(/^[2-9A-HJ-KM-NP-TV-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const [kept] = await deps.codes.find("elise.nina");
    expect(kept?.digest).toBe(codeDigest("elise.nina", ` ${code.toLowerCase().replaceAll("-", " ")}`));
    expect(JSON.stringify(kept)).not.toContain(code.slice(0, 4));
    expect(rows[0]?.[5]).toMatch(/^\d\d\/\d\d\/20\d\d$/);
  });

  it("printed anew kill those printed before, and all die after sixty days", async () => {
    const [first] = (await csv(HEAD, { audienceId: SIXTH_A, who: "pupils" })).rows;
    const [second] = (await csv(HEAD, { audienceId: SIXTH_A, who: "pupils" })).rows;
    const digests = (await deps.codes.find("elise.nina")).map(({ digest }) => digest);
    expect(digests).toEqual([codeDigest("elise.nina", second?.[4] ?? "")]);
    expect(digests).not.toContain(codeDigest("elise.nina", first?.[4] ?? ""));
    clock += 60 * 86_400;
    expect(await deps.codes.find("elise.nina")).toEqual([]);
  });

  it("are not made for whoever has a password already", async () => {
    await deps.logins.setPassword("elise.nina", "scrypt$x");
    const { rows } = await csv(HEAD, { audienceId: SIXTH_A });
    expect(rows.map((row) => [row[0], row[4] !== "", row[7]])).toEqual(
      [
        ["MERE", true, ""],
        ["NINA", false, "Compte déjà ouvert"],
      ].toReversed(),
    );
  });

  it("never let a spreadsheet take a name for a formula", async () => {
    await tell(NINA, "=CMD()", ["pupil"], { version: 2 });
    expect((await csv(HEAD, { audienceId: SIXTH_A })).rows[0]?.[0]).toBe("'=CMD()");
  });

  it("come on paper as a PDF", async () => {
    const answer = await ask("printActivationSheet", await as(OFFICE), { params, body: { audienceId: SIXTH_A } });
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/pdf");
    expect(Buffer.from(answer.text, "base64").subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("cost, for a class of 35 and 60 guardians, at most 160 RRU and 95 WRU", async () => {
    const pupils = Array.from({ length: 35 }, (_, rank) => personId(100 + rank));
    const guardians = Array.from({ length: 60 }, (_, rank) => personId(200 + rank));
    for (const [rank, id] of [...pupils, ...guardians].entries())
      await tell(id, `NOM${rank}`, [rank < 35 ? "pupil" : "guardian"]);
    const audienceId = AudienceId.parse("aud_7k2mq4x9d0abe");
    await deps.finders.keepRoster(SCHOOL, {
      audienceId,
      label: "6C",
      version: 1,
      pupils: pupils.map((pupilId, rank) => ({ pupilId, guardianIds: guardians.filter((_, at) => at % 35 === rank) })),
    });
    resetCapacity();
    const { rows } = await csv(HEAD, { audienceId });
    expect(rows).toHaveLength(95);
    const { rru, wru } = readCapacity();
    expect({ rru: rru <= 160, wru: wru <= 95 }, `${rru} RRU, ${wru} WRU`).toEqual({ rru: true, wru: true });
  });
});

describe("who may make codes", () => {
  it("a head teacher, for the pupils of their class: neither their parents, nor another class, nor a colleague", async () => {
    const own = await csv(TEACHER, { audienceId: SIXTH_A });
    expect(own.rows.filter((row) => row[4] !== "").map((row) => row[0])).toEqual(["NINA"]);
    expect((await csv(TEACHER, { audienceId: SIXTH_B })).status).toBe(404);
    expect((await csv(TEACHER, { role: "teacher" })).status).toBe(404);
    expect((await csv(TEACHER, { personIds: [TOM] })).status).toBe(404);
  });

  it("the office, for everybody but the head; the head, for everybody", async () => {
    expect((await csv(OFFICE, { personIds: [HEAD] })).status).toBe(404);
    expect((await csv(OFFICE, { role: "teacher" })).rows.map((row) => row[0])).toEqual(["PROFESSEUR"]);
    expect((await csv(HEAD, { role: "head" })).rows.map((row) => row[0])).toEqual(["PROVISEUR"]);
  });

  it("nobody, for an account that would open another school: a parent who works there, its head, an operator", async () => {
    await tell(MOTHER, "MERE", ["teacher"], {}, ELSEWHERE);
    const { rows } = await csv(OFFICE, { audienceId: SIXTH_A });
    expect(rows.find((row) => row[0] === "MERE")?.slice(4)).toEqual([
      "",
      "",
      "https://identite.example/activation",
      "Code à demander à l’autre établissement",
    ]);
    await tell(OTHER_HEAD, "AUTRE", ["teacher"]);
    await tell(OTHER_HEAD, "AUTRE", ["head"], {}, ELSEWHERE);
    expect((await csv(HEAD, { personIds: [OTHER_HEAD] })).status).toBe(404);
  });

  it("a teacher of two schools gets theirs from either", async () => {
    await tell(TEACHER, "PROFESSEUR", ["teacher"], {}, ELSEWHERE);
    expect((await csv(OFFICE, { personIds: [TEACHER] })).rows[0]?.[4]).not.toBe("");
  });

  it("a class that does not exist and one that is not theirs look the same", async () => {
    const absent = await csv(TEACHER, { audienceId: "aud_0000000000000" });
    const denied = await csv(TEACHER, { audienceId: SIXTH_B });
    expect([absent.status, absent.body.code]).toEqual([denied.status, denied.body.code]);
  });
});

describe("a withdrawn password", () => {
  const reset = (by: Principal, id: PersonId, headers = {}) =>
    ask("resetPersonPassword", by, {
      params: { ...params, personId: id },
      body: { reason: "stolen", note: "vue sur un forum" },
      headers,
    });

  it("opens nothing any more, ends the sign-ins begun before, and is recorded with who and why", async () => {
    await deps.logins.setPassword("elise.nina", "scrypt$x");
    const answer = await reset(await as(TEACHER), NINA);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ reason: "stolen", by: { personId: TEACHER, role: "teacher" }, reset: 1 });
    expect((await deps.logins.find("elise.nina"))?.password).toBeUndefined();
    expect((await deps.accounts.find(accountIdOf(NINA)))?.signedOutAt).toBe(clock);
    const { body } = await ask("listPasswordResets", await as(HEAD), { params });
    expect(body.items).toEqual([answer.body]);
    expect((await csv(TEACHER, { personIds: [NINA] })).rows[0]?.[4]).not.toBe("");
  });

  it("is never a colleague's, by a teacher", async () => {
    for (const id of [TEACHER, OFFICE, HEAD, MOTHER, TOM])
      expect((await reset(await as(TEACHER), id)).status).toBe(404);
    expect((await reset(await as(OFFICE), HEAD)).status).toBe(404);
  });

  it("asked for twice under one key is recorded once", async () => {
    const headers = { "idempotency-key": "deux-fois-la-meme" };
    const head = await as(HEAD);
    const [first, second] = [await reset(head, NINA, headers), await reset(head, NINA, headers)];
    expect(second.body).toEqual(first.body);
    const { body } = await ask("listPasswordResets", head, { params });
    expect(body.items).toHaveLength(1);
  });

  it("of a whole class leaves the guardians theirs unless asked", async () => {
    for (const login of ["elise.nina", "elise.mere", "elise.tom"]) await deps.logins.setPassword(login, "scrypt$x");
    const order = { params: { ...params, audienceId: SIXTH_A }, body: { reason: "renewal" } };
    const answer = await ask("resetAudiencePasswords", await as(OFFICE), order);
    expect(answer.body).toMatchObject({ reset: 1, refused: 0, audienceId: SIXTH_A });
    const has = async (login: string) => (await deps.logins.find(login))?.password !== undefined;
    expect(await Promise.all(["elise.nina", "elise.mere", "elise.tom"].map(has))).toEqual([false, true, true]);
    expect((await ask("resetAudiencePasswords", await as(TEACHER), order)).status).toBe(403);
  });
});
