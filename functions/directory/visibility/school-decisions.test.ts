import type { AudienceId, PersonId, SchoolId } from "@preau/contract";
import { audienceIdOf, personIdOf } from "@preau/contract/derive-id";
import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { directoryContract } from "../contract.ts";
import { directory } from "../manifest.ts";
import type { Person } from "../person.ts";
import { hashOf } from "../record.ts";
import { linesOf } from "../search/index-changes.ts";
import { openNamesStore } from "../search/names-store.ts";
import { openDirectoryStore } from "../store.ts";

const COLLEGE = "0990001N" as SchoolId;
const LYCEE = "0990002P" as SchoolId;
const schoolYear = 2026;
const idOf = (name: string) => personIdOf("TEST", name) as PersonId;
const classOf = (school: SchoolId, code: string) => audienceIdOf(school, code) as AudienceId;

const someone = (familyName: string, givenName: string, is: Partial<Person>): Person => ({
  academy: "TEST",
  familyName,
  givenName,
  roles: [],
  school: { name: "Collège Ada Lovelace", timeZone: "Europe/Paris" },
  contact: { phones: ["+33 6 99 00 00 01"] },
  ...is,
});
const sixth = (code: string) => ({ audienceId: classOf(COLLEGE, code), code, label: code, kind: "class" as const });
const link = (name: string) => ({ personId: idOf(name), level: 1 as const, kinship: "10" });
const pupil = (familyName: string, givenName: string, code: string, mother: string) =>
  someone(familyName, givenName, {
    roles: ["pupil"],
    pupil: { options: [], audiences: [sixth(code)], guardians: [link(mother)] },
  });
const guardian = (familyName: string, child: string) =>
  someone(familyName, "Ada", {
    roles: ["guardian"],
    guardian: { children: [{ pupilId: idOf(child), level: 1, kinship: "10" }] },
  });
const staff = (familyName: string, role: "cpe" | "teacher" | "head", codes: readonly string[] = []) =>
  someone(familyName, "Solène", {
    roles: [role],
    staff: {
      functions: [{ code: "X" }],
      teaches: codes.map((code) => ({ ...sixth(code), subjects: [] })),
      headTeacherOf: [],
    },
  });

const PEOPLE: Readonly<Record<string, Readonly<Record<string, Person>>>> = {
  [COLLEGE]: {
    nina: pupil("MARLOW", "Nina", "6A", "mother"),
    zoe: pupil("MARCHAND", "Zoé", "6A", "zoesMother"),
    paul: pupil("MARTIN", "Paul", "6B", "mother"),
    mother: guardian("MARLOW", "nina"),
    zoesMother: guardian("MARCHAND", "zoe"),
    teacher: staff("MARTEL", "teacher", ["6A"]),
    cpe: staff("NUNES", "cpe"),
    head: staff("MARAIS", "head"),
  },
  [LYCEE]: { lyceeHead: staff("OUALI", "head"), lyceeTeacher: staff("MARCEAU", "teacher") },
};

let ask: ReturnType<typeof caller>;
beforeAll(async () => {
  const table = openTable(await freshTable(directory));
  const [store, names] = [openDirectoryStore(table), openNamesStore(table)];
  const mark = { hash: "", version: 5, since: 5 };
  for (const [school, people] of Object.entries(PEOPLE)) {
    const schoolId = school as SchoolId;
    const codes = schoolId === COLLEGE ? ["6A", "6B"] : [];
    const pupilsOf = (code: string) =>
      Object.entries(people).flatMap(([name, { familyName, givenName, pupil: one }]) =>
        one?.audiences.some((own) => own.code === code)
          ? [
              {
                pupilId: idOf(name),
                familyName,
                givenName,
                classId: classOf(schoolId, code),
                classCode: code,
                guardianIds: one.guardians.map(({ personId }) => personId),
              },
            ]
          : [],
      );
    const audiences = codes.map(sixth);
    await store.put([
      ...Object.entries(people).map(([name, content]) => ({
        kind: "person" as const,
        schoolId,
        schoolYear,
        id: idOf(name),
        content,
        mark: { ...mark, hash: hashOf(content) },
      })),
      {
        kind: "school",
        schoolId,
        schoolYear,
        id: schoolId,
        content: { name: school, academy: "TEST", timeZone: "Europe/Paris", audiences },
        mark,
      },
      ...codes.map((code) => ({
        kind: "roster" as const,
        schoolId,
        schoolYear,
        id: classOf(schoolId, code),
        content: { audience: sixth(code), classes: [], headTeacherIds: [], pupils: pupilsOf(code) },
        mark,
      })),
    ]);
    await names.write(
      Object.entries(people).flatMap(([name, content]) => linesOf({ schoolId, schoolYear, id: idOf(name), content })),
      [],
    );
  }
  process.env.PREAU_CLOCK_OFFSET_MS = "0";
  const { handler } = await import("../school.lambda.ts");
  ask = caller(handler, directoryContract);
});

const here = { schoolId: COLLEGE };
const as = {
  nina: aPerson("pupil", COLLEGE, idOf("nina")),
  mother: aPerson("guardian", COLLEGE, idOf("mother"), [idOf("nina")]),
  teacher: aPerson("teacher", COLLEGE, idOf("teacher")),
  cpe: aPerson("cpe", COLLEGE, idOf("cpe")),
  head: aPerson("head", COLLEGE, idOf("head")),
  lyceeHead: aPerson("head", LYCEE, idOf("lyceeHead")),
};
type Who = keyof typeof as;
const namesFor = async (who: Who, query: Record<string, string>) => {
  resetCapacity();
  const { body } = await ask("findPeople", as[who], { params: here, query });
  return (body.items ?? []).map(({ familyName }: { familyName: string }) => familyName);
};
const sees = async (who: Who, name: string) =>
  (await ask("readVisibility", as[who], { params: { ...here, personId: idOf(name) } })).status;

describe("a search by a member of the school", () => {
  it.each<[Who, readonly string[]]>([
    ["teacher", ["MARAIS", "MARCHAND", "MARCHAND", "MARLOW", "MARLOW", "MARTEL", "MARTIN"]],
    ["nina", ["MARAIS", "MARCHAND", "MARLOW", "MARTEL"]],
    ["mother", ["MARAIS", "MARLOW", "MARTEL"]],
  ])("of %s finds whom they may see, within two read units", async (who, expected) => {
    await namesFor(who, { search: "mar" });
    expect(await namesFor(who, { search: "mar" })).toEqual(expected);
    expect(readCapacity().rru).toBeLessThanOrEqual(2);
  });

  it("never carries a contact, nor a first letter's worth of nothing", async () => {
    const answer = await ask("findPeople", as.head, { params: here, query: { search: "mar" } });
    expect(answer.text).not.toContain("+33");
    expect((await ask("findPeople", as.head, { params: here })).status).toBe(400);
  });

  it("narrows to a role or to a class", async () => {
    expect(await namesFor("cpe", { search: "mar", role: "guardian" })).toEqual(["MARCHAND", "MARLOW"]);
    expect(await namesFor("cpe", { search: "mar", audienceId: classOf(COLLEGE, "6B") })).toEqual(["MARTIN"]);
  });
});

describe("what the head decides about visibility", () => {
  it("is previewed with the number of people, set over the version read, and taken back", async () => {
    const edges = { pupilToClassmates: "none" };
    const { body: preview } = await ask("previewVisibilitySettings", as.head, { params: here, body: { edges } });
    expect(preview.effects).toMatchObject([{ edge: "pupilToClassmates", before: "write", after: "none", people: 3 }]);
    expect(preview.effects[0].message).toBe(
      "3 élèves ne pourront plus écrire aux élèves de leur classe, ni les trouver par leur nom.",
    );
    expect(await sees("nina", "zoe")).toBe(200);
    expect((await ask("changeVisibilitySettings", as.head, { params: here, body: { version: 0, edges } })).status).toBe(
      200,
    );
    expect(await sees("nina", "zoe")).toBe(404);
    expect(await namesFor("nina", { search: "marchand" })).toEqual([]);
    const lost = await ask("changeVisibilitySettings", as.head, { params: here, body: { version: 0, edges: {} } });
    expect(lost.status).toBe(409);
    expect(lost.body.current.version).toBe(1);
    expect(
      (await ask("changeVisibilitySettings", as.head, { params: here, body: { version: 1, edges: {} } })).status,
    ).toBe(200);
    expect(await sees("nina", "zoe")).toBe(200);
  });

  it("may not hide who works in the school", async () => {
    const body = { version: 2, edges: { pupilToTeachers: "none" } };
    const answer = await ask("changeVisibilitySettings", as.head, { params: here, body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].field).toBe("body.edges.pupilToTeachers");
  });
});

describe("the sectors of school life", () => {
  it("warn of a class that nobody follows, and refuse somebody who is not of school life", async () => {
    const sector = { personId: idOf("cpe"), audienceIds: [classOf(COLLEGE, "6A")], pupilIds: [] };
    const change = { version: 0, everybodySeesAll: false, sectors: [sector] };
    const { body } = await ask("changeSectors", as.head, { params: here, body: change });
    expect(body.warnings).toEqual([
      { code: "class-followed-by-nobody", message: "Personne ne suit la classe 6B : confiez-la à quelqu’un." },
    ]);
    const wrong = { ...change, version: 1, sectors: [{ ...sector, personId: idOf("teacher") }] };
    expect((await ask("changeSectors", as.head, { params: here, body: wrong })).status).toBe(400);
    const card = (name: string) => ask("readPerson", as.cpe, { params: { ...here, personId: idOf(name) } });
    expect((await card("nina")).body.contact).toBeDefined();
    expect((await card("paul")).body.contact).toBeUndefined();
  });
});

describe("a link between two schools", () => {
  const between = { schoolId: LYCEE, linkedSchoolId: COLLEGE };
  const search = { params: here, query: { search: "marceau", linkedSchoolId: LYCEE } };
  const known = async () =>
    (
      await ask("readVisibility", as.teacher, {
        params: { ...here, personId: idOf("lyceeTeacher") },
        query: { linkedSchoolId: LYCEE },
      })
    ).status;
  it("opens nothing before the other head accepts, and nothing more once either ends it", async () => {
    const body = { linkedSchoolId: LYCEE, opens: ["staff-to-staff"], until: "2099-07-31" };
    expect((await ask("askSchoolLink", as.head, { params: here, body })).body.state).toBe("waiting");
    expect([(await ask("findPeople", as.teacher, search)).status, await known()]).toEqual([404, 404]);
    expect(
      (await ask("acceptSchoolLink", as.head, { params: { schoolId: COLLEGE, linkedSchoolId: LYCEE } })).status,
    ).toBe(409);
    expect((await ask("acceptSchoolLink", as.lyceeHead, { params: between })).body.state).toBe("in-force");
    expect((await ask("findPeople", as.teacher, search)).body.items).toMatchObject([
      { familyName: "MARCEAU", schoolId: LYCEE },
    ]);
    expect((await ask("findPeople", as.mother, search)).status).toBe(404);
    expect(await known()).toBe(200);
    expect((await ask("endSchoolLink", as.lyceeHead, { params: between })).body.state).toBe("ended");
    expect([(await ask("findPeople", as.teacher, search)).status, await known()]).toEqual([404, 404]);
  });
});

describe("what a parent says of how to be reached", () => {
  it("is seen by school life with its date, by nobody else, and taken back by null", async () => {
    const say = (body: object) => ask("changeOwnContact", as.mother, { params: here, body });
    expect((await say({ phone: "+33 6 99 00 00 09", smsConsent: true })).status).toBe(200);
    const card = async (who: Who) =>
      (await ask("readPerson", as[who], { params: { ...here, personId: idOf("mother") } })).body;
    expect((await card("cpe")).ownContact).toMatchObject({
      phone: "+33 6 99 00 00 09",
      smsConsent: true,
      statedAt: expect.any(String),
    });
    expect(await card("teacher")).not.toHaveProperty("ownContact");
    expect((await say({ phone: null })).body).not.toHaveProperty("phone");
    expect((await say({ phone: "appelez-moi" })).status).toBe(400);
  });
});
