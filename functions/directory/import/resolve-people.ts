import type { PersonId } from "@preau/contract";
import { plainName } from "@preau/formats/link-key";
import type { LinkKey, Source } from "@preau/formats/statement";
import type { GuardianLink } from "../person.ts";
import {
  describeKnown,
  describeStated,
  firstIdOf,
  indexPeople,
  type Known,
  kindOf,
  speaksOf,
  systemOf,
} from "./known-people.ts";
import type { PersonKind, StatedPerson } from "./say.ts";
import { type Match, scoreMatch, WORTH_ASKING } from "./score-match.ts";

export interface Candidate extends Match {
  readonly person: Known;
}

/** Who a statement speaks of: somebody, or one of several candidates, or nobody we are to write. */
export type Resolution =
  | { readonly personId: PersonId }
  | { readonly candidates: readonly Candidate[] }
  | { readonly leftOut: "skipped" | "same-person" | "with-pupil" };

export type Decision = { readonly use: PersonId } | { readonly use: "new" | "skip" };

export interface Resolving {
  readonly source: Source;
  /** This year's people first, then those of the year before. */
  readonly known: readonly Known[];
  /** Categories of which the delivery names everybody: those of its people whom it lacks may come back under another number. */
  readonly covered: ReadonlySet<PersonKind>;
  /** What a person decided, by the statement's first key. */
  readonly decisions: ReadonlyMap<LinkKey, Decision>;
  /** The pupils an adult answers for, by the adult's first key, once pupils are resolved. */
  childrenOf(guardian: StatedPerson): readonly { readonly key: LinkKey; readonly kinship: string }[];
}

const CANDIDATES_SHOWN = 3;
/** Keys that may be wrong or handed on: they need a birth date beside them. */
const isWeak = (key: LinkKey): boolean => key.startsWith("ine:") || key.startsWith("elenoet:");

/**
 * Says who each person of a delivery is. In order: a decision, a number of the same system, the INE or the school's number with the
 * same birth date, an adult of the same name for the same pupil, and last a scored match, which a person decides. Two people of one
 * delivery are never one.
 */
export const resolvePeople = (
  statements: readonly StatedPerson[],
  { source, known, covered, decisions, childrenOf }: Resolving,
): ReadonlyMap<LinkKey, Resolution> => {
  const index = indexPeople(known);
  const resolved = new Map<LinkKey, Resolution>();
  const taken = new Map<PersonId, LinkKey>();
  const keyOf = ({ keys: [key] }: StatedPerson): LinkKey => key ?? "manual:";
  const settle = (statement: StatedPerson, personId: PersonId): void => {
    const key = keyOf(statement);
    const free = taken.get(personId) === undefined;
    if (free) taken.set(personId, key);
    resolved.set(key, free ? { personId } : { leftOut: "same-person" });
  };
  const open = (kind: PersonKind) =>
    statements.filter((statement) => statement.kind === kind && !resolved.has(keyOf(statement)));
  const isFree = (person: Known, { kind }: StatedPerson): boolean =>
    kindOf(person.content) === kind && !taken.has(person.id);
  const mayBe = (person: Known, statement: StatedPerson): boolean => {
    if (!isFree(person, statement)) return false;
    const system = systemOf(keyOf(statement));
    const numbered = person.content.links?.some((key) => !isWeak(key) && systemOf(key) === system) ?? false;
    return !numbered || (covered.has(statement.kind) && speaksOf(source, person));
  };
  const pupilOf = (key: LinkKey): Known | undefined => {
    const resolution = resolved.get(key);
    return resolution !== undefined && "personId" in resolution ? index.byId(resolution.personId) : index.byKey(key);
  };

  const decide = (statement: StatedPerson): void => {
    const decision = decisions.get(keyOf(statement))?.use;
    if (decision === undefined) return;
    if (decision === "skip") resolved.set(keyOf(statement), { leftOut: "skipped" });
    else settle(statement, decision === "new" ? firstIdOf(statement) : decision);
  };
  const followNumber = (statement: StatedPerson): void => {
    const own = statement.keys.filter((key) => !isWeak(key));
    const found = own
      .map(index.byKey)
      .find((person) => person !== undefined && kindOf(person.content) === statement.kind);
    const same = found ?? index.byId(firstIdOf(statement));
    if (same !== undefined && kindOf(same.content) === statement.kind) settle(statement, same.id);
  };
  /** A national number with another birth date is a question; the school's own number then says nothing at all. */
  const followWeakNumber = (statement: StatedPerson): Candidate | undefined => {
    for (const key of statement.keys.filter(isWeak)) {
      const person = index.byKey(key);
      if (person === undefined || !mayBe(person, statement)) continue;
      const { birthDate } = person.content;
      if (birthDate !== undefined && birthDate === statement.birthDate) {
        settle(statement, person.id);
        return undefined;
      }
      if (!key.startsWith("ine:")) continue;
      const { score, reasons } = scoreMatch(describeStated(statement), describeKnown(person));
      return { person, score: Math.max(score, WORTH_ASKING), reasons: ["même INE", ...reasons] };
    }
    return undefined;
  };
  const followFamily = (statement: StatedPerson): void => {
    const sameName = ({ content }: Known): boolean =>
      plainName(`${content.familyName} ${content.givenName}`) ===
      plainName(`${describeStated(statement).familyName} ${statement.givenName}`);
    const agrees = ({ kinship }: GuardianLink, said: string): boolean =>
      kinship === said || kinship === "90" || said === "90";
    const found = new Set(
      childrenOf(statement).flatMap(({ key, kinship }) =>
        (pupilOf(key)?.content.pupil?.guardians ?? []).flatMap((link) => {
          const adult = index.byId(link.personId);
          return adult !== undefined && agrees(link, kinship) && sameName(adult) && mayBe(adult, statement)
            ? [adult]
            : [];
        }),
      ),
    );
    const [only] = found;
    if (only !== undefined && found.size === 1) settle(statement, only.id);
  };
  /** An adult is found by their pupils: while one of those is a question, so is the adult, and one question is enough. */
  const waitsForPupil = (statement: StatedPerson): boolean => {
    const pupils = childrenOf(statement).map(({ key }) => resolved.get(key));
    return pupils.length > 0 && pupils.every((one) => one !== undefined && !("personId" in one));
  };
  const ask = (statement: StatedPerson, byNumber: Candidate | undefined): void => {
    if (statement.kind === "guardian" && waitsForPupil(statement)) {
      resolved.set(keyOf(statement), { leftOut: "with-pupil" });
      return;
    }
    const described = describeStated(statement);
    const scored = index
      .named(described)
      .filter((person) => mayBe(person, statement) && person !== byNumber?.person)
      .map((person): Candidate => ({ person, ...scoreMatch(described, describeKnown(person)) }))
      .filter(({ score }) => score >= WORTH_ASKING)
      .sort((a, b) => b.score - a.score || (a.person.id < b.person.id ? -1 : 1));
    const candidates = [...(byNumber === undefined ? [] : [byNumber]), ...scored].slice(0, CANDIDATES_SHOWN);
    if (candidates.length > 0) resolved.set(keyOf(statement), { candidates });
    else settle(statement, firstIdOf(statement));
  };

  // Everybody sure is settled before anybody is compared by name: the order of the files must not matter.
  for (const kind of ["pupil", "staff", "guardian"] as const) {
    for (const statement of open(kind)) decide(statement);
    for (const statement of open(kind)) followNumber(statement);
    const questions = new Map(open(kind).map((statement) => [statement, followWeakNumber(statement)]));
    if (kind === "guardian") for (const statement of open(kind)) followFamily(statement);
    for (const statement of open(kind)) ask(statement, questions.get(statement));
  }
  return resolved;
};
