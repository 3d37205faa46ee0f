import { type AafGuardian, type AafPupil, hasValidUaiKey } from "@preau/formats";
import { describe, expect, it } from "vitest";
import { inventWorld } from "./population.ts";

const world = inventWorld();
const [college, lycee] = world.schools;
const guardians = new Map(world.guardians.map((guardian) => [guardian.jointure, guardian]));
const pupils = new Map(world.pupils.map((pupil) => [pupil.jointure, pupil]));

function legalGuardians(pupil: AafPupil): AafGuardian[] {
  return pupil.guardians.filter(({ level }) => level === 1).flatMap(({ jointure }) => guardians.get(jointure) ?? []);
}

function schoolsOfChildren({ children }: AafGuardian): string[] {
  return children.flatMap((child) => pupils.get(child)?.structure ?? []);
}

describe("the invented schools", () => {
  it("are a collège of 12 classes and a lycée of 12, with valid school numbers", () => {
    expect(world.schools.map(({ uai, classes }) => [uai, classes.length])).toEqual([
      ["0990001N", 12],
      ["0990002P", 12],
    ]);
    expect(world.schools.every(({ uai }) => hasValidUaiKey(uai))).toBe(true);
  });

  it("are the same for the same seed and others for another", () => {
    expect(inventWorld()).toEqual(world);
    expect(inventWorld({ seed: 1 }).pupils).not.toEqual(world.pupils);
  });

  it("seat 26 or 30 pupils in a class, and every pupil in classes and groups of their own school", () => {
    const sizes = Map.groupBy(world.pupils, ({ structure, classes }) => `${structure}$${classes[0]?.code}`);
    for (const { length } of sizes.values()) expect(length).toBeOneOf([26, 30]);
    for (const { structure, classes, groups } of world.pupils) {
      const school = world.schools.find(({ jointure }) => jointure === structure);
      const [ownClass] = classes;
      for (const group of groups) {
        expect(school?.groups.find(({ code }) => code === group.code)?.classes).toContain(ownClass?.code);
      }
    }
  });

  it("give a lycée of the size asked for", () => {
    const large = inventWorld({ lyceePupils: 2000 });
    expect(large.pupils.filter(({ structure }) => structure === lycee?.jointure)).toHaveLength(2000);
  });

  it("give everyone an identifier of their own", () => {
    for (const people of [world.pupils, world.guardians, world.staff]) {
      expect(new Set(people.map(({ jointure }) => jointure)).size).toBe(people.length);
    }
    expect(new Set(world.pupils.map(({ ine }) => ine)).size).toBe(world.pupils.length);
    const names = world.staff.map(({ givenName, familyName }) => `${givenName} ${familyName}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it("link pupils and adults both ways, each pupil with a legal guardian", () => {
    for (const pupil of world.pupils) {
      expect(legalGuardians(pupil).length).toBeGreaterThan(0);
      for (const { jointure } of pupil.guardians) expect(guardians.get(jointure)?.children).toContain(pupil.jointure);
    }
  });

  it("have separated parents who both decide, brothers and sisters in one school and in both, and contacts who decide nothing", () => {
    const separated = world.pupils.filter((pupil) => {
      const [one, other] = legalGuardians(pupil);
      return one !== undefined && other !== undefined && one.address !== other.address;
    });
    const families = world.guardians.map(schoolsOfChildren).filter(({ length }) => length > 1);
    const contacts = world.pupils.filter((pupil) => pupil.guardians.some(({ level }) => level === 3));
    expect(separated.length).toBeGreaterThan(100);
    expect(families.filter((schools) => new Set(schools).size === 2).length).toBeGreaterThan(20);
    expect(families.filter((schools) => new Set(schools).size === 1).length).toBeGreaterThan(20);
    expect(contacts.length).toBeGreaterThan(50);
  });

  it("keep brothers and sisters more than nine months apart", () => {
    for (const { children } of world.guardians) {
      const births = children.map((child) => Date.parse(pupils.get(child)?.birthDate ?? "")).sort((a, b) => a - b);
      for (const [index, birth] of births.entries()) {
        if (index > 0) expect(birth - (births[index - 1] ?? 0)).toBeGreaterThan(270 * 86_400_000);
      }
    }
  });

  it("employ a head and a deputy, two CPE, supervisors, a librarian and an office in each school, and a head teacher for each class", () => {
    for (const { jointure, classes } of world.schools) {
      const functions = world.staff
        .flatMap((person) => person.functions)
        .filter(({ structure }) => structure === jointure);
      const counts = Object.fromEntries(
        [...Map.groupBy(functions, ({ code }) => code)].map(([code, { length }]) => [code, length]),
      );
      expect(counts).toMatchObject({ DIR: 2, EDU: 2, DOC: 1, ADF: 1 });
      const led = world.staff
        .flatMap(({ headTeacherOf }) => headTeacherOf)
        .filter(({ structure }) => structure === jointure);
      expect(led.map(({ code }) => code).sort()).toEqual(classes.map(({ code }) => code).sort());
    }
    expect(college?.name).toBe("Collège Ada-Lovelace");
  });

  it("use only mail and telephone numbers that reach nobody", () => {
    const people = [...world.guardians, ...world.staff];
    expect(people.filter(({ mail }) => mail !== undefined && !/^[a-z.0-9-]+@example\.org$/.test(mail))).toEqual([]);
    const phones = world.guardians.flatMap(({ homePhone, mobiles }) => [
      ...mobiles,
      ...(homePhone === undefined ? [] : [homePhone]),
    ]);
    expect(phones.filter((phone) => !/^\+33 (1 99 00|6 99 \d\d) \d\d \d\d$/.test(phone))).toEqual([]);
  });
});
