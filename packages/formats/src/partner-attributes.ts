import { createHmac } from "node:crypto";
import type { Role } from "@preau/contract";
import { accountIdOf } from "@preau/contract/derive-id";
import { NATIONAL_PROFILES } from "./national-profiles.ts";

/** All that can be told to a partner service of a person. */
export type PartnerAttribute =
  | "familyName"
  | "givenName"
  | "birthDate"
  | "postalCode"
  | "profile"
  | "school"
  | "class"
  | "children";

/** What the directory says of a person in one school. */
export interface PersonFacts {
  readonly personId: string;
  readonly schoolId: string;
  readonly familyName: string;
  readonly givenName: string;
  /** Those under which the person is told of; of others nothing is said. */
  readonly roles: readonly Role[];
  readonly children: readonly string[];
  readonly birthDate?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly className?: string | undefined;
}

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
const given = (values: readonly (string | undefined)[]): readonly string[] =>
  unique(values.filter((value): value is string => value !== undefined && value !== ""));

const profilesOf = (facts: readonly PersonFacts[]) =>
  facts.flatMap(({ roles }) =>
    roles.flatMap((role) => (role === "operator" || role === "authority" ? [] : NATIONAL_PROFILES[role])),
  );

/** `2013-04-09` → `09/04/2013`. */
const frenchDate = (day: string): string => day.split("-").reverse().join("/");

/**
 * The name under which one service knows an account: always the same for it, unlike that of any other service, and of no use to
 * find the account by.
 */
export const knownAs = (salt: string, accountId: string): string =>
  createHmac("sha256", salt).update(accountId).digest("base64url");

type Tell = (facts: readonly PersonFacts[], salt: string) => readonly string[];

const TELL: Readonly<Record<PartnerAttribute, Tell>> = {
  familyName: (facts) => given(facts.map((one) => one.familyName)).slice(0, 1),
  givenName: (facts) => given(facts.map((one) => one.givenName)).slice(0, 1),
  birthDate: (facts) => given(facts.map((one) => one.birthDate)).slice(0, 1),
  postalCode: (facts) => given(facts.map((one) => one.postalCode)).slice(0, 1),
  profile: (facts) => unique(profilesOf(facts).map(({ name }) => name)),
  school: (facts) => unique(facts.map(({ schoolId }) => schoolId)),
  class: (facts) => given(facts.map(({ schoolId, className }) => className && `${schoolId}$${className}`)),
  children: (facts, salt) => unique(facts.flatMap((one) => one.children)).map((id) => knownAs(salt, accountIdOf(id))),
};

interface Dialect {
  readonly names: Readonly<Record<PartnerAttribute, string>>;
  /** What is written otherwise than the ENT writes it. */
  readonly tell: Readonly<Partial<Record<PartnerAttribute, Tell>>>;
}

/** Under which names attributes are told: Pronote's, the ENT's of the national annexes, OpenID Connect's. */
export type PartnerNames = "pronote" | "ent" | "oidc";

const DIALECTS: Readonly<Record<PartnerNames, Dialect>> = {
  oidc: {
    names: {
      familyName: "family_name",
      givenName: "given_name",
      birthDate: "birthdate",
      postalCode: "postal_code",
      profile: "profiles",
      school: "uai",
      class: "classes",
      children: "children",
    },
    tell: {},
  },
  ent: {
    names: {
      familyName: "ENTPersonNom",
      givenName: "ENTPersonPrenom",
      birthDate: "ENTPersonDateNaissance",
      postalCode: "ENTPersonCodePostal",
      profile: "ENTPersonProfils",
      school: "ENTPersonStructRattachUAI",
      class: "ENTEleveClasses",
      children: "ENTAuxPersRelEleveEleve",
    },
    tell: {},
  },
  pronote: {
    names: {
      familyName: "nom",
      givenName: "prenom",
      birthDate: "dateNaissance",
      postalCode: "codePostal",
      profile: "categories",
      school: "uai",
      class: "classe",
      children: "enfants",
    },
    tell: {
      birthDate: (facts, salt) => TELL.birthDate(facts, salt).map(frenchDate),
      profile: (facts) => {
        const numbers = unique(profilesOf(facts).map(({ number }) => number)).toSorted((a, b) => a - b);
        return given([numbers.map((number) => `National_${number}`).join(";")]);
      },
    },
  },
};

/** One thing told of a person, under the name that the service reads. */
export interface Told {
  readonly attribute: PartnerAttribute;
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * What a service is told: the attributes it was granted and no others, each only where there is something to say.
 */
export const partnerAttributes = (
  service: { readonly names: PartnerNames; readonly attributes: readonly PartnerAttribute[]; readonly salt: string },
  facts: readonly PersonFacts[],
): readonly Told[] => {
  const { names, tell } = DIALECTS[service.names];
  return unique(service.attributes)
    .map((attribute) => ({
      attribute,
      name: names[attribute],
      values: (tell[attribute] ?? TELL[attribute])(facts, service.salt),
    }))
    .filter(({ values }) => values.length > 0);
};
