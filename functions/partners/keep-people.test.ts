import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { keepPeople } from "./keep-people.ts";
import { partners } from "./manifest.ts";
import { openPeopleStore, type PeopleStore } from "./people-store.ts";

let people: PeopleStore;
beforeAll(async () => {
  people = openPeopleStore(openTable(await freshTable(partners)));
});

const NINA = {
  personId: "per_7k2mq4x9d0abc",
  familyName: "MARLOW",
  givenName: "Nina",
  roles: ["pupil"],
  children: [],
  present: true,
};

const said = (...changes: readonly object[]) =>
  keepPeople(
    peopleChangedV1.schema.parse({
      schoolId: "0990001N",
      schoolYear: 2026,
      people: changes.map((one) => ({ version: 1, ...NINA, ...one })),
    }),
    { people },
  );

const found = (personId = NINA.personId) => people.find([{ schoolId: "0990001N", schoolYear: 2026, personId }]);

describe("what partners may be told of people", () => {
  it("is what the directory said last, whatever the order of arrival", async () => {
    await said({ version: 2, birthDate: "2014-03-09", className: "6A" });
    await said({ version: 1, familyName: "ANCIEN" });
    expect(await found()).toMatchObject([{ familyName: "MARLOW", birthDate: "2014-03-09", className: "6A" }]);
  });

  it("is nothing once they have left", async () => {
    await said({ version: 3, present: false, birthDate: "2014-03-09", postalCode: "99000" });
    const [left] = await found();
    expect(left).toMatchObject({ familyName: "", roles: [], children: [] });
    expect(left).not.toHaveProperty("birthDate");
    expect(left).not.toHaveProperty("postalCode");
  });

  it("is written for fifty people in one call of 100 units", async () => {
    const fifty = Array.from({ length: 50 }, (_, rank) => ({ personId: `per_${String(rank).padStart(13, "0")}` }));
    resetCapacity();
    await said(...fifty);
    expect(readCapacity()).toMatchObject({ wru: 100, roundTrips: 1, calls: 1 });
  });
});
