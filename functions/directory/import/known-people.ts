import type { PersonId } from "@preau/contract";
import { digest, personIdOf } from "@preau/contract/derive-id";
import { plainName } from "@preau/formats/link-key";
import type { LinkKey, Source } from "@preau/formats/statement";
import { classOf, type Person } from "../person.ts";
import type { PersonKind, StatedPerson } from "./say.ts";
import type { Described } from "./score-match.ts";

/** Somebody the school already knows, this year or the one before. */
export interface Known {
  readonly id: PersonId;
  readonly content: Person;
}

export const kindOf = ({ pupil, staff }: Pick<Person, "pupil" | "staff">): PersonKind =>
  pupil !== undefined ? "pupil" : staff !== undefined ? "staff" : "guardian";

export const describeKnown = ({ content }: Known): Described => {
  const { familyName, birthName, givenName, birthDate, sex, contact } = content;
  const { mail, phones } = contact;
  return { familyName, birthName, givenName, birthDate, sex, mail, phones, classCode: classOf(content)?.code };
};

export const describeStated = (statement: StatedPerson): Described => {
  const { familyName, usualName, givenName, birthDate, sex, contact } = statement;
  return {
    familyName: usualName ?? familyName,
    birthName: usualName === undefined ? undefined : familyName,
    givenName,
    birthDate,
    sex,
    mail: contact?.mail,
    phones: contact?.phones,
    classCode: statement.kind === "pupil" ? statement.classCode : undefined,
  };
};

/** What begins the keys of one system: two of them on one person are two people of that system. */
export const systemOf = (key: LinkKey): string =>
  key.slice(0, key.lastIndexOf("|") + 1) || key.slice(0, key.indexOf(":"));

const [JOINTURE, ACADEMY_SEPARATOR] = ["jointure:", "|"];

/** The id a person is given for ever, from the first key we ever see of them. */
export const firstIdOf = ({ keys: [key] }: { readonly keys: readonly LinkKey[] }): PersonId => {
  if (key === undefined) throw new Error("a statement names nobody");
  if (!key.startsWith(JOINTURE)) return `per_${digest(13, key)}` as PersonId;
  const [academy = "", joinId = ""] = key.slice(JOINTURE.length).split(ACADEMY_SEPARATOR);
  return personIdOf(academy, joinId);
};

const sortedWords = (name: string): string => plainName(name).split(" ").sort().join(" ");

/** The people of a school by what they may be found by. */
export const indexPeople = (people: readonly Known[]) => {
  const byId = new Map(people.map((one) => [one.id, one]));
  const byKey = new Map<LinkKey, Known>();
  const byName = new Map<string, Known[]>();
  for (const one of people) {
    for (const key of one.content.links ?? []) byKey.set(key, one);
    for (const name of searchNames(describeKnown(one))) byName.set(name, [...(byName.get(name) ?? []), one]);
  }
  return {
    byId: (id: PersonId) => byId.get(id),
    byKey: (key: LinkKey) => byKey.get(key),
    /** Those whose name agrees somehow, once each. */
    named: (described: Described): readonly Known[] => [
      ...new Set(searchNames(described).flatMap((name) => byName.get(name) ?? [])),
    ],
  };
};

const searchNames = ({ familyName, birthName, givenName }: Described): readonly string[] => [
  ...new Set([
    `family ${sortedWords(familyName)}`,
    ...(birthName === undefined ? [] : [`family ${sortedWords(birthName)}`]),
    `all ${sortedWords(`${familyName} ${givenName}`)}`,
  ]),
];

/** Whether a source already speaks of somebody. */
export const speaksOf = (source: Source, { content }: Known): boolean => content.sources?.includes(source) ?? false;
