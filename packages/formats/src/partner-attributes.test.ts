import { accountIdOf } from "@preau/contract/derive-id";
import { describe, expect, it } from "vitest";
import {
  knownAs,
  type PartnerAttribute,
  type PartnerNames,
  type PersonFacts,
  partnerAttributes,
} from "./partner-attributes.ts";

const ALL: readonly PartnerAttribute[] = [
  "familyName",
  "givenName",
  "birthDate",
  "postalCode",
  "profile",
  "school",
  "class",
  "children",
];

const NINA: PersonFacts = {
  personId: "per_0000000000001",
  schoolId: "0990001N",
  familyName: "MARLOW",
  givenName: "Nina",
  roles: ["pupil"],
  children: [],
  birthDate: "2014-03-09",
  postalCode: "99000",
  className: "6A",
};

const MOTHER: PersonFacts = {
  personId: "per_0000000000002",
  schoolId: "0990001N",
  familyName: "MARLOW",
  givenName: "Ada",
  roles: ["guardian", "teacher"],
  children: [NINA.personId],
};

const told = (names: PartnerNames, facts: readonly PersonFacts[], attributes: readonly PartnerAttribute[] = ALL) =>
  Object.fromEntries(
    partnerAttributes({ names, attributes, salt: "s" }, facts).map(({ name, values }) => [name, values]),
  );

describe("what a partner is told", () => {
  it("of a pupil, as Pronote reads it", () =>
    expect(told("pronote", [NINA])).toEqual({
      nom: ["MARLOW"],
      prenom: ["Nina"],
      dateNaissance: ["09/03/2014"],
      codePostal: ["99000"],
      categories: ["National_1"],
      uai: ["0990001N"],
      classe: ["0990001N$6A"],
    }));

  it("of a pupil, as services of the ENT read it", () =>
    expect(told("ent", [NINA])).toEqual({
      ENTPersonNom: ["MARLOW"],
      ENTPersonPrenom: ["Nina"],
      ENTPersonDateNaissance: ["2014-03-09"],
      ENTPersonCodePostal: ["99000"],
      ENTPersonProfils: ["National_elv"],
      ENTPersonStructRattachUAI: ["0990001N"],
      ENTEleveClasses: ["0990001N$6A"],
    }));

  it("of a mother who teaches in two schools: each profile and each school once, her child by the child's own name there", () => {
    const facts = [MOTHER, { ...MOTHER, schoolId: "0990002P", roles: ["teacher"] as const, children: [] }];
    expect(told("pronote", facts)).toMatchObject({
      categories: ["National_2;National_3"],
      uai: ["0990001N", "0990002P"],
    });
    expect(told("oidc", facts)).toEqual({
      family_name: ["MARLOW"],
      given_name: ["Ada"],
      profiles: ["National_tut", "National_ens"],
      uai: ["0990001N", "0990002P"],
      children: [knownAs("s", accountIdOf(NINA.personId))],
    });
  });

  it.each(ALL)("is nothing more than what was granted: %s alone", (attribute) => {
    for (const names of ["pronote", "ent", "oidc"] as const) {
      const given = partnerAttributes({ names, attributes: [attribute], salt: "s" }, [NINA, MOTHER]);
      expect(given.map((one) => one.attribute)).toEqual([attribute]);
    }
  });

  it("is nothing where nothing was granted, or nothing is known", () => {
    expect(told("ent", [NINA], [])).toEqual({});
    expect(told("ent", [])).toEqual({});
  });

  it("names nobody alike to two services", () => {
    expect(knownAs("s", "acc_1")).toBe(knownAs("s", "acc_1"));
    expect(knownAs("t", "acc_1")).not.toBe(knownAs("s", "acc_1"));
    expect(knownAs("s", "acc_1")).not.toContain("acc_1");
  });
});
