import type { PersonId, SchoolId } from "@preau/contract";
import { digest } from "@preau/contract/derive-id";
import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { directory } from "../manifest.ts";
import type { Person } from "../person.ts";
import { hashOf } from "../record.ts";
import { type DirectoryStore, openDirectoryStore } from "../store.ts";
import { type KeptStore, openKeptStore } from "./kept-store.ts";
import type { PlannedWrite } from "./plan.ts";
import type { Say } from "./say.ts";

const year = { schoolId: "0990001N" as SchoolId, schoolYear: 2026 };
const idOf = (number: number) => `per_${digest(13, String(number))}` as PersonId;
const say: Say = { keys: ["jointure:99|700001"], familyName: "MARLOW", givenName: "Nina" };
const person = (givenName = "Nina"): Person => ({
  academy: "99",
  sources: ["aaf"],
  links: ["jointure:99|700001"],
  familyName: "MARLOW",
  givenName,
  roles: ["pupil"],
  school: { name: "Collège Ada Lovelace", timeZone: "Europe/Paris" },
  contact: { phones: [] },
  pupil: { options: [], audiences: [], guardians: [] },
});
const unit = (number: number, content = person(), expected?: PlannedWrite["expected"]): PlannedWrite => ({
  record: { kind: "person", ...year, id: idOf(number), content },
  hash: hashOf(content),
  since: 1,
  expected,
  says: [{ source: "aaf", say }],
});

let store: DirectoryStore;
let kept: KeptStore;
const priceOf = async (step: () => Promise<unknown>) => {
  resetCapacity();
  await step();
  return readCapacity();
};

beforeAll(async () => {
  const table = openTable(await freshTable(directory));
  store = openDirectoryStore(table);
  kept = openKeptStore(table, store);
});

describe("what an import writes", () => {
  it("costs four write units for a new person with what is said of them", async () => {
    const price = await priceOf(async () => expect(await kept.apply([unit(1)], 5)).toEqual([]));
    expect(price.wru).toBeLessThanOrEqual(4);
  });

  it("is passed over when this very import wrote it before", async () => {
    const price = await priceOf(async () => expect(await kept.apply([unit(1)], 5)).toEqual([]));
    expect(price.wru).toBe(0);
  });

  it("leaves what somebody else has moved, and writes the rest", async () => {
    const [seen, moved] = [
      { hash: hashOf(person()), version: 5 },
      { hash: "another", version: 4 },
    ];
    await kept.apply([unit(2)], 5);
    const lost = await kept.apply([unit(1, person("Nine"), seen), unit(2, person("Autre"), moved)], 6);
    expect(lost.map(({ id }) => id)).toEqual([idOf(2)]);
    const names = await store.findPeople([1, 2].map((number) => ({ ...year, id: idOf(number) })));
    expect(names.map(({ content }) => content.givenName)).toEqual(["Nine", "Nina"]);
  });

  it("never creates somebody who is there", async () => {
    expect(await kept.apply([unit(2, person("Autre"))], 7)).toHaveLength(1);
  });
});

describe("comparing a school", () => {
  it("reads everybody with what is said of them: one and a half units a person, and the census", async () => {
    const people = Array.from({ length: 40 }, (_, number) => number + 10);
    await store.addToCensus(year, people.map(idOf));
    await kept.apply(
      people.map((number) => unit(number)),
      5,
    );
    const price = await priceOf(async () => {
      const school = await kept.readSchool(year);
      expect(school.people).toHaveLength(40);
      expect(school.people[0]?.says.get("aaf")).toEqual(say);
    });
    expect(price.rru).toBeLessThanOrEqual(40 * 2 + 32 + 8);
  });
});
