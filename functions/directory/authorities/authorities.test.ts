import type { AudienceId, PersonId, SchoolId } from "@preau/contract";
import { personIdOf } from "@preau/contract/derive-id";
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

const [ECOLE, COLLEGE] = ["0990003R", "0990001N"] as SchoolId[];
const schoolYear = calendarYear(new Date());
const authorityId = "aut_7k2mq4x9d0abc";
const params = { authorityId };
const operator = aPerson("operator", "territory", "per_0000000000001");
const agent = aPerson("authority", "territory", "per_0000000000002");
const elsewhere = aPerson("authority", "territory", "per_0000000000003");

const klass = {
  audienceId: "aud_00000000000cp" as AudienceId,
  code: "CP",
  label: "Cours préparatoire",
  kind: "class" as const,
};
const school = {
  name: "École Ada Lovelace",
  type: "ECOLE",
  academy: "TEST",
  timeZone: "Europe/Paris",
  city: "VILLE-TEST",
};
const id = (name: string) => personIdOf("TEST", name) as PersonId;
const pupil = (number: number): Person => ({
  academy: "TEST",
  familyName: `MARLOW${"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]}`,
  givenName: "Zoé",
  birthDate: "2020-03-14",
  roles: ["pupil"],
  school,
  contact: { phones: [] },
  pupil: {
    options: [],
    level: "CP",
    regime: number < 20 ? "DEMI-PENSIONNAIRE" : "EXTERNE",
    audiences: [klass],
    guardians: [],
  },
});
const { pupil: _, ...nobody } = pupil(0);
const teacher: Person = {
  ...nobody,
  roles: ["teacher"],
  staff: { functions: [], teaches: [], headTeacherOf: [] },
};
const PUPILS = 23;

let ask: ReturnType<typeof caller>;
beforeAll(async () => {
  const store = openDirectoryStore(openTable(await freshTable(directory)));
  const mark = { hash: "0123456789012345678901", version: 5, since: 5 };
  const people = Array.from({ length: PUPILS }, (__, number) => [`pupil-${number}`, pupil(number)] as const);
  const everybody: readonly (readonly [string, Person])[] = [...people, ["teacher", teacher]];
  for (const schoolId of [ECOLE, COLLEGE] as SchoolId[]) {
    const year = { schoolId, schoolYear };
    await store.put([
      { kind: "school", ...year, id: schoolId, content: { ...school, audiences: [klass] }, mark },
      ...everybody.map(([name, content]) => ({ kind: "person", ...year, id: id(name), content, mark }) as const),
    ]);
    await store.addToCensus(
      year,
      everybody.map(([name]) => id(name)),
    );
  }
  ask = caller((await import("../authorities-api.lambda.ts")).handler, directoryContract);
  const body = {
    name: "Ville-Test",
    kind: "commune",
    schoolIds: [ECOLE],
    memberIds: ["per_0000000000002"],
    version: 0,
  };
  expect(await ask("defineAuthority", operator, { params, body })).toMatchObject({ status: 200, body: { version: 1 } });
});

describe("a commune", () => {
  it("sees its own schools, and no other authority's", async () => {
    expect((await ask("listAuthoritySchools", agent, { params })).body.items).toEqual([
      { schoolId: ECOLE, name: "École Ada Lovelace", type: "ECOLE", city: "VILLE-TEST" },
    ]);
    expect((await ask("listAuthorities", agent)).body.items).toHaveLength(1);
    expect((await ask("listAuthorities", elsewhere)).body.items).toEqual([]);
    for (const operation of ["listAuthoritySchools", "readFigures"])
      expect(await ask(operation, elsewhere, { params })).toMatchObject({ status: 404, body: { code: "not-found" } });
  });

  it("reads how many pupils each class has, exactly, and no number that tells of one family", async () => {
    const answer = await ask("readFigures", agent, { params });
    expect(answer.body.items).toMatchObject([
      {
        schoolId: ECOLE,
        pupils: PUPILS,
        classes: [{ code: "CP", pupils: PUPILS }],
        levels: [{ code: "CP", pupils: PUPILS }],
        regimes: [{ label: "DEMI-PENSIONNAIRE", pupils: 20 }, { label: "EXTERNE" }],
        staff: [{ role: "teacher", people: 1 }],
      },
    ]);
    expect(answer.body.items[0].regimes[1]).toEqual({ label: "EXTERNE" });
    expect(answer.text).not.toMatch(/MARLOW|per_/);
  });

  it("costs a school one count a day: for the next who asks it is three small reads", async () => {
    await ask("readFigures", agent, { params });
    expect(readCapacity()).toMatchObject({ wru: 0 });
    expect(readCapacity().rru).toBeLessThanOrEqual(1.5);
  });

  it("is answered for by whoever the territory says, over the version that was read", async () => {
    const body = { name: "X", kind: "commune", schoolIds: [], memberIds: [], version: 0 };
    expect(await ask("defineAuthority", operator, { params, body })).toMatchObject({ status: 409 });
    expect(await ask("defineAuthority", agent, { params, body })).toMatchObject({ status: 403 });
  });
});

describe("the list of a commune", () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, number) => {
      const { familyName, birthDate } = pupil(number);
      return { familyName: familyName.toLowerCase(), givenName: "ZOE", birthDate };
    });
  const compared = (pupils: readonly object[], schoolId = ECOLE, by = agent) =>
    ask("compareList", by, { params, body: { schoolId, pupils } });

  it("is compared by name and birth date, whatever the accents, and only its own lines are named", async () => {
    const unknown = { familyName: "PERSONNE", givenName: "Nina", birthDate: "2020-01-01" };
    const answer = await compared([unknown, ...lines(21)]);
    expect(answer.body).toEqual({
      schoolId: ECOLE,
      sent: 22,
      matched: 21,
      unmatched: [1],
      notInList: 2,
      message:
        "21 élèves sur 22 se retrouvent dans l’établissement. 1 ligne n’y correspond à personne : vérifiez-les. 2 élèves de l’établissement ne sont pas dans votre liste : voyez avec sa direction.",
    });
  });

  it("is a whole list: one child is not looked up", async () => {
    expect(await compared(lines(1))).toMatchObject({ status: 400, body: { code: "invalid-request" } });
  });

  it("of another town's school, or by another town, is compared with nothing", async () => {
    expect(await compared(lines(21), COLLEGE)).toMatchObject({ status: 404 });
    expect(await compared(lines(21), ECOLE, elsewhere)).toMatchObject({ status: 404 });
  });
});
