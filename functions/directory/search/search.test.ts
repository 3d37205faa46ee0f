import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { SchoolId } from "@preau/contract";
import { personIdOf } from "@preau/contract/derive-id";
import { documentClient, openTable, readCapacity, resetCapacity } from "@preau/store";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { directory } from "../manifest.ts";
import type { Person } from "../person.ts";
import { indexChanges, linesOf } from "./index-changes.ts";
import { foundNameOf, initialsOf, nameEntries } from "./name-entries.ts";
import { askedOf, foundUnder, wordsOf } from "./name-words.ts";
import { type NamesStore, nameLine, openNamesStore } from "./names-store.ts";
import { searchNames } from "./search-names.ts";

const schoolId = "0990001N" as SchoolId;
const year = { schoolId, schoolYear: 2026 };

const FAMILIES =
  "MARTIN BERNARD DE LA TOUR|D’ORVAL|LE GOFF-KERVADEC|MARTINEZ|DA SILVA MOREIRA|O’BRIEN|MARLOW|NGUYEN|DUPONT-LAMBERT|ÇELIK|BEN AMAR|MOREAU|DE SOUZA|MARCHAND|NICOLAS|DURAND|PETIT|ROBERT|LEFEBVRE|GARCIA|ROUSSEAU|DE MEYER".split(
    "|",
  );
const GIVEN =
  "Marie|Nina|Gabriel|Emma|Jean-Baptiste|Niña|Maëlle|Louis|Anne-Charlotte|Nicolas|Léa|Marc|Théo|Inès|Mathis|Jade|Raphaël|Zoé".split(
    "|",
  );

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? "";
const person = (index: number, changes: Partial<Person> = {}): Person => ({
  academy: "TEST",
  joinId: String(index),
  familyName: pick(FAMILIES, index * 7 + Math.floor(index / 19)),
  givenName: index % 4 === 0 ? "Gabriel" : pick(GIVEN, index * 5 + Math.floor(index / 23)),
  roles: [index % 17 === 0 ? "teacher" : index % 3 === 0 ? "pupil" : "guardian"],
  school: { name: "Collège Ada Lovelace", timeZone: "Europe/Paris" },
  contact: { phones: ["+33 6 99 00 00 01"] },
  ...(index % 17 !== 0 &&
    index % 3 === 0 && {
      pupil: {
        options: [],
        guardians: [],
        audiences: [{ audienceId: "aud_7k2mq4x9d0abc" as never, code: "6A", label: "Sixième A", kind: "class" }],
      },
    }),
  ...changes,
});
const idOf = (index: number) => personIdOf("TEST", String(index));
const image = (index: number, changes: object = {}, content: Partial<Person> = {}) => ({
  ...year,
  id: idOf(index),
  content: person(index, content),
  ...changes,
});
const asImage = (one: object | undefined) => one as Readonly<Record<string, unknown>> | undefined;
const change = (before: object | undefined, after: object | undefined) => ({
  entity: "person",
  before: asImage(before),
  after: asImage(after),
});

const SIZE = 5_000;
const everybody = Array.from({ length: SIZE }, (_, index) => index);
const SEARCHES = [
  "m",
  "d",
  "de",
  "gabriel",
  "o’br",
  "mar ni",
  "ni mar",
  "gab d",
  "de la",
  "martin gabriel",
  "mar mar",
  "e l m",
];
let names: NamesStore;
let tableName: string;

const asked = (text: string) => {
  const found = askedOf(text);
  if (found === undefined) throw new Error("nothing to look for");
  return found;
};

beforeAll(async () => {
  tableName = await freshTable(directory);
  names = openNamesStore(openTable(tableName));
  // The lines that the searches below may meet: those of the same words, of all 5,000 people.
  const met = new Set(SEARCHES.map((text) => initialsOf(...asked(text).leading)));
  const lines = everybody.flatMap((index) =>
    nameEntries(foundNameOf(idOf(index), person(index)))
      .filter(({ among, initials }) => among === "everybody" && met.has(initials))
      .map((entry) => nameLine(year, entry)),
  );
  await names.write(lines, []);
}, 120_000);

/** Every page of a search, each within its price. */
const search = async (
  text: string,
  { limit = 25, wanted = (name: { roles: readonly string[] }): boolean => name.roles.length > 0 } = {},
) => {
  const found: string[] = [];
  let after: string | undefined;
  let pages = 0;
  do {
    resetCapacity();
    const page = await searchNames(
      year,
      { among: "everybody", asked: asked(text), wanted, known: [], limit, after, sparing: false },
      names,
    );
    expect(readCapacity().rru).toBeLessThanOrEqual(2);
    expect(readCapacity().roundTrips).toBe(1);
    expect(page.found.length).toBeLessThanOrEqual(limit);
    found.push(...page.found.map(({ name }) => name.personId));
    ({ after } = page);
    pages += 1;
  } while (after !== undefined && pages < 500);
  return { found, pages };
};
/** What a search ought to find, by going through everybody. */
const expected = (text: string) =>
  everybody.flatMap((index) => (foundUnder(person(index), asked(text)) === undefined ? [] : [idOf(index)])).sort();

describe("a name", () => {
  it.each([
    ["mar ni", { familyName: "MARLOW", givenName: "Niña" }, true],
    ["ni mar", { familyName: "MARLOW", givenName: "Niña" }, true],
    ["Niña", { familyName: "MARLOW", givenName: "Nina" }, true],
    ["nina", { familyName: "MARLOW", givenName: "Niña" }, true],
    ["o’br", { familyName: "O'BRIEN", givenName: "Sean" }, true],
    ["obrien", { familyName: "O’BRIEN", givenName: "Sean" }, true],
    ["legoff", { familyName: "LE GOFF", givenName: "Yann" }, true],
    ["jean bap", { familyName: "PETIT", givenName: "Jean-Baptiste" }, true],
    ["jeanbap petit", { familyName: "PETIT", givenName: "Jean-Baptiste" }, true],
    ["goff le", { familyName: "LE GOFF-KERVADEC", givenName: "Yann" }, true],
    ["coeur", { familyName: "CŒUR", givenName: "Zoé" }, true],
    ["marin", { familyName: "MARLOW", givenName: "Nina" }, false],
    ["mar mar", { familyName: "MARLOW", givenName: "Nina" }, false],
    ["mar mar", { familyName: "MARLOW", givenName: "Marie" }, true],
    ["arlow", { familyName: "MARLOW", givenName: "Nina" }, false],
  ])("« %s » and %j: %s", (text, name, answers) => {
    expect(foundUnder(name, asked(text)) !== undefined).toBe(answers);
  });

  it("is compared without accents, capitals, hyphens and apostrophes, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        for (const word of wordsOf(text)) expect(word).toMatch(/^[a-z0-9]+$/);
        expect(wordsOf(wordsOf(text).join("-"))).toEqual(wordsOf(text));
      }),
    );
    expect(askedOf(" ’ - ")).toBeUndefined();
  });
});

describe("a search among 5,000 people, at most two read units a page", () => {
  it.each(SEARCHES)("« %s » finds everybody it should, each once", async (text) => {
    const { found } = await search(text);
    expect([...found].sort()).toEqual(expected(text));
  });

  it("gives a full first page for a letter and for a common given name", async () => {
    for (const text of ["m", "gabriel"])
      expect(
        (
          await searchNames(
            year,
            { among: "everybody", asked: asked(text), wanted: () => true, known: [], limit: 25, sparing: false },
            names,
          )
        ).found,
      ).toHaveLength(25);
  });

  it("finds pupils alone when pupils alone are asked for", async () => {
    const { found } = await search("m", { wanted: ({ roles }) => roles.includes("pupil") });
    const pupils = new Set(everybody.filter((index) => person(index).roles.includes("pupil")).map(idOf));
    expect([...found].sort()).toEqual(expected("m").filter((id) => pupils.has(id as never)));
  });
});

describe("the index", () => {
  const itemsOf = async (index: number) => {
    const { Items = [] } = await documentClient.send(
      new ScanCommand({
        TableName: tableName,
        FilterExpression: "contains(sk, :id)",
        ExpressionAttributeValues: { ":id": idOf(index).slice(4) },
      }),
    );
    return Items;
  };

  it("follows a change of name, and forgets whoever is gone", async () => {
    const [was, is] = [
      image(9_001, {}, { familyName: "AUBRY", givenName: "Lou" }),
      image(9_001, {}, { familyName: "BONNET", givenName: "Lou" }),
    ];
    await indexChanges([change(undefined, was)], { names });
    await indexChanges([change(was, is)], { names });
    expect((await search("aubry")).found).toEqual([]);
    expect((await search("bonnet lou")).found).toEqual([idOf(9_001)]);
    await indexChanges([change(is, undefined)], { names });
    expect(await itemsOf(9_001)).toEqual([]);
  });

  it("ends the same when one batch tells several changes, and when the batch comes twice", async () => {
    const [one, two, three] = ["AUBRY", "BONNET", "AUBRY"].map((familyName) =>
      image(9_002, {}, { familyName, givenName: "Max" }),
    );
    const batch = [change(undefined, one), change(one, two), change(two, three)];
    await indexChanges(batch, { names });
    const once = await itemsOf(9_002);
    await indexChanges(batch, { names });
    expect(await itemsOf(9_002)).toEqual(once);
    expect((await search("aubry max")).found).toEqual([idOf(9_002)]);
    expect((await search("bonnet max")).found).toEqual([]);
  });

  it("no longer finds somebody whose account is closed, but lists them among those who left", async () => {
    const here = image(9_003, {}, { familyName: "VIAL", givenName: "Ana" });
    const closed = { ...here, missingSince: "2026-09-01T00:00:00.000Z", hiddenSince: "2026-11-30T00:00:00.000Z" };
    await indexChanges([change(undefined, here), change(here, closed)], { names });
    expect((await search("vial")).found).toEqual([]);
    expect((await itemsOf(9_003)).map(({ _et }) => _et)).toEqual(["departure"]);
  });

  it("never holds a contact, and has three lines for a name of two words", () => {
    const lines = linesOf(image(9_004, {}, { familyName: "MARLOW", givenName: "Nina", roles: ["pupil"] }));
    expect(lines).toHaveLength(3);
    expect(JSON.stringify(lines.map((line) => marshall(line, { removeUndefinedValues: true })))).not.toContain("+33");
  });

  it("has nothing to find of an adult who has no role in the school", () => {
    expect(linesOf(image(9_005, {}, { roles: [] }))).toEqual([]);
  });
});
