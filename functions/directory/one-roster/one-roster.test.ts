import type { AudienceId, PersonId, SchoolId } from "@preau/contract";
import { audienceIdOf, personIdOf } from "@preau/contract/derive-id";
import { oneRosterService } from "@preau/formats/oneroster/rest-source";
import { openTable, readCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { directoryContract } from "../contract.ts";
import { calendarYear } from "../current-year.ts";
import { directory } from "../manifest.ts";
import type { Person } from "../person.ts";
import { openDirectoryStore } from "../store.ts";

const SCHOOL = "0990001N" as SchoolId;
const year = { schoolId: SCHOOL, schoolYear: calendarYear(new Date()) };
const id = (name: string) => personIdOf("TEST", name) as PersonId;
const head = aPerson("head", SCHOOL, id("head"));
const audience = (code: string, kind: "class" | "group") => {
  return { audienceId: audienceIdOf(SCHOOL, code) as AudienceId, code, label: `Label ${code}`, kind };
};
const [sixthA, latin] = [audience("6A", "class"), audience("6GLAT", "group")];

const someone = (familyName: string, content: Partial<Person>): Person => ({
  academy: "TEST",
  familyName,
  givenName: "Camille",
  roles: [],
  school: { name: "Collège Ada Lovelace", timeZone: "Europe/Paris" },
  contact: { phones: ["+33 6 99 00 00 01"], mail: "camille@example.org" },
  ...content,
});
const pupil = (familyName: string, audiences: readonly ReturnType<typeof audience>[]) =>
  someone(familyName, { roles: ["pupil"], birthDate: "2014-03-14", pupil: { options: [], audiences, guardians: [] } });
const people: Readonly<Record<string, Person>> = {
  nina: pupil("MARLOW", [sixthA, latin]),
  zoe: pupil("D'ORVAL", [sixthA]),
  mother: someone("MARLOW", { roles: ["guardian"], guardian: { children: [] } }),
  teacher: someone("BRIAC", {
    roles: ["teacher"],
    staff: { functions: [], teaches: [{ ...sixthA, subjects: [] }], headTeacherOf: [sixthA.audienceId] },
  }),
};

let ask: ReturnType<typeof caller>;
beforeAll(async () => {
  const store = openDirectoryStore(openTable(await freshTable(directory)));
  const mark = { hash: "0123456789012345678901", version: 5, since: 5 };
  const school = {
    name: "Collège Ada Lovelace",
    academy: "TEST",
    timeZone: "Europe/Paris",
    audiences: [sixthA, latin],
  };
  await store.put([
    { kind: "school", ...year, id: SCHOOL, content: school, mark },
    ...Object.entries(people).map(
      ([name, content]) => ({ kind: "person", ...year, id: id(name), content, mark }) as const,
    ),
  ]);
  await store.addToCensus(year, Object.keys(people).map(id));
  ask = caller((await import("../one-roster-api.lambda.ts")).handler, directoryContract);
});

const list = async (collection: string, query: Readonly<Record<string, string>> = {}) =>
  ask("listOneRoster", head, { params: { schoolId: SCHOOL, collection }, query });
const names = (users: readonly { familyName: string }[]) => users.map(({ familyName }) => familyName);

describe("a school as OneRoster tells it", () => {
  it("is read whole by our own reader, page after page", async () => {
    const service = oneRosterService("https://ent.example.org/base", async (url) => {
      const { pathname, searchParams } = new URL(url);
      const collection = pathname.split("/").at(-1) ?? "";
      const { status, body, headers } = await list(collection, { ...Object.fromEntries(searchParams), limit: "2" });
      const link = typeof headers.link === "string" ? headers.link : undefined;
      return { status, body, link: link?.replace("</v1/", "<https://ent.example.org/v1/") };
    });
    const read = async (collection: "users" | "classes" | "enrollments" | "orgs") =>
      (await Array.fromAsync(service.list(collection, undefined))).length;
    expect([await read("users"), await read("classes"), await read("enrollments"), await read("orgs")]).toEqual([
      3, 2, 4, 1,
    ]);
  });

  it("tells neither parents nor how to reach pupils nor when they were born", async () => {
    const { text } = await list("users");
    expect(text).not.toContain(id("mother"));
    expect(text).not.toMatch(/2014-03-14|\+33/);
    expect(text.match(/camille@example\.org/g)).toHaveLength(1);
  });

  it("is paged with its total and a link to what follows", async () => {
    const { headers, body } = await list("users", { limit: "2", sort: "familyName" });
    expect(names(body.users)).toEqual(["BRIAC", "D'ORVAL"]);
    expect(headers).toMatchObject({ "x-total-count": "3", link: expect.stringContaining("offset=2") });
    expect((await list("users", { limit: "2", offset: "2" })).headers).not.toHaveProperty("link");
  });

  it.each([
    ["familyName='MARLOW'", ["MARLOW"]],
    ["familyName~'orv'", ["D'ORVAL"]],
    ["roles.role='student' AND familyName!='MARLOW'", ["D'ORVAL"]],
    ["familyName='MARLOW' OR familyName='BRIAC'", ["MARLOW", "BRIAC"]],
  ])("is filtered by %s", async (filter, expected) => {
    expect(names((await list("users", { filter })).body.users).sort()).toEqual([...expected].sort());
  });

  it("refuses a filter it does not understand, naming it", async () => {
    const answer = await list("users", { filter: "familyName LIKE 'M%'" });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: "query.filter" }] } });
  });

  it("gives the fields that are asked for, and always the id", async () => {
    const { body } = await list("students", { fields: "givenName", filter: "familyName='MARLOW'" });
    expect(body.users).toEqual([{ sourcedId: id("nina"), givenName: "Camille" }]);
  });

  it("knows one object, and nobody whom it does not tell", async () => {
    const one = (sourcedId: string) =>
      ask("readOneRoster", head, { params: { schoolId: SCHOOL, collection: "users", sourcedId } });
    expect((await one(id("teacher"))).body.user).toMatchObject({ familyName: "BRIAC", email: "camille@example.org" });
    expect(await one(id("mother"))).toMatchObject({ status: 404, body: { code: "not-found" } });
  });

  it("knows who is in a class, and the classes of somebody", async () => {
    const members = (collection: string, sourcedId: string, what: string) =>
      ask("listOneRosterMembers", head, { params: { schoolId: SCHOOL, collection, sourcedId, members: what } });
    expect(names((await members("classes", sixthA.audienceId, "students")).body.users).sort()).toEqual([
      "D'ORVAL",
      "MARLOW",
    ]);
    expect(names((await members("classes", sixthA.audienceId, "teachers")).body.users)).toEqual(["BRIAC"]);
    expect((await members("users", id("nina"), "classes")).body.classes).toHaveLength(2);
    expect(await members("classes", sixthA.audienceId, "orgs")).toMatchObject({ status: 404 });
  });

  it("is read once a minute, whatever the number of pages", async () => {
    await list("users");
    await list("enrollments");
    expect(readCapacity()).toMatchObject({ rru: 0 });
  });
});
