import type { PersonId, SchoolId } from "@preau/contract";
import type { Source } from "@preau/formats/statement";
import type { ImportIssue } from "../contract.ts";
import type { ChildLink, Person } from "../person.ts";
import { hashOf } from "../record.ts";
import type { School } from "../school.ts";
import { changedLine, createdLine, leftLine } from "./describe-change.ts";
import { foldPerson, sourcesOf, withChildren } from "./fold-person.ts";
import { type Gone, type KeptPerson, type KeptSchool, missingSince } from "./kept-school.ts";
import { kindOf } from "./known-people.ts";
import type { LinkedPeople } from "./link-people.ts";
import type { PlannedLine, PlannedWrite } from "./plan.ts";
import type { PersonKind, Say } from "./say.ts";

/** Who speaks, of which school and year, and when. */
export interface Speaking {
  readonly source: Source;
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  /** Start of the import, in ms. */
  readonly version: number;
  /** Categories of which the delivery names everybody. */
  readonly covered: ReadonlySet<PersonKind>;
}

export interface FinalPerson {
  readonly id: PersonId;
  readonly content: Person;
  readonly missing: boolean;
}

export interface PlannedPeople {
  readonly lines: readonly PlannedLine[];
  readonly issues: readonly ImportIssue[];
  readonly unchanged: Readonly<Record<PersonKind, number>>;
  /** Everybody, as they will be. */
  readonly people: readonly FinalPerson[];
}

const childrenIn = (pupils: Iterable<readonly [PersonId, Person]>): ReadonlyMap<PersonId, readonly ChildLink[]> => {
  const children = new Map<PersonId, ChildLink[]>();
  for (const [pupilId, { pupil }] of pupils)
    for (const { personId, ...link } of pupil?.guardians ?? [])
      children.set(personId, [...(children.get(personId) ?? []), { pupilId, ...link }]);
  return children;
};

const sayHash = (say: Say | undefined): string | undefined => say && hashOf(say);

/**
 * Folds what a source now says into the people of a school, and gives each record that differs: adults follow from the pupils' links,
 * so every pupil of an adult must be among `kept.people`. Nothing is taken from a record that a later import has written.
 */
export const planSays = (
  { source, schoolId, schoolYear, version, covered }: Speaking,
  kept: Pick<KeptSchool, "people">,
  stated: LinkedPeople["says"],
  { school, refold }: { readonly school: School; readonly refold: boolean },
): PlannedPeople => {
  const own = new Map(kept.people.map((person) => [person.id, person]));
  const isLate = (person: KeptPerson | undefined): boolean => person !== undefined && person.version > version;
  const folded = new Map<PersonId, Person>();
  for (const person of kept.people) {
    const say = isLate(person) ? undefined : stated.get(person.id)?.say;
    const mustFold = (say !== undefined || (refold && !isLate(person))) && (say !== undefined || person.says.size > 0);
    const says = say === undefined ? person.says : new Map(person.says).set(source, say);
    folded.set(person.id, mustFold ? foldPerson(says, school) : person.content);
  }
  for (const [id, { say }] of stated) if (!own.has(id)) folded.set(id, foldPerson(new Map([[source, say]]), school));
  const children = childrenIn(folded);

  const lines: PlannedLine[] = [];
  const unchanged = { pupil: 0, guardian: 0, staff: 0 };
  const people: FinalPerson[] = [];
  const issues: ImportIssue[] = [];
  for (const [id, base] of folded) {
    const before = own.get(id);
    const heard = stated.get(id);
    if (before !== undefined && isLate(before)) {
      unchanged[kindOf(before.content)] += 1;
      people.push({ id, content: before.content, missing: before.missingSince !== undefined });
      continue;
    }
    const content = withChildren(base, children.get(id) ?? []);
    // An adult of nobody here is nobody's business.
    if (before === undefined && content.pupil === undefined && content.staff === undefined && !children.has(id))
      continue;
    const gone = goneOf(before, {
      source,
      delivered: heard?.statement !== undefined,
      covered: covered.has(kindOf(content)),
      version,
    });
    const says = heard === undefined ? (before?.says ?? new Map()) : new Map(before?.says).set(source, heard.say);
    const missing = missingSince(sourcesOf(says), gone);
    people.push({ id, content, missing: missing !== undefined });
    const hash = hashOf(content);
    const sayChanged = heard !== undefined && sayHash(heard.say) !== sayHash(before?.says.get(source));
    const about = { schoolId, id, statement: heard?.statement };
    const write: PlannedWrite = {
      record: { kind: "person", schoolId, schoolYear, id, content },
      hash,
      since: before?.since ?? version,
      ...(missing !== undefined && { missingSince: missing, hiddenSince: before?.hiddenSince }),
      ...(Object.keys(gone).length > 0 && { gone }),
      ...(before !== undefined && { expected: { hash: before.hash, version: before.version } }),
      ...(sayChanged && { says: [{ source, say: heard.say }] }),
    };
    if (before === undefined) {
      lines.push({ change: createdLine(about, content), write });
      continue;
    }
    const leaves = before.missingSince === undefined && missing !== undefined;
    const goneChanged = JSON.stringify(gone) !== JSON.stringify(before.gone ?? {});
    if (leaves) {
      lines.push({ change: leftLine(about, content), write });
      issues.push(missingIssue(schoolId, content));
    } else if (hash !== before.hash || sayChanged || goneChanged || missing !== before.missingSince)
      lines.push({
        change: changedLine(about, before.content, content, before.missingSince !== undefined && missing === undefined),
        write,
      });
    else unchanged[kindOf(content)] += 1;
  }
  return { lines, issues, unchanged, people };
};

const goneOf = (
  before: KeptPerson | undefined,
  { source, delivered, covered, version }: { source: Source; delivered: boolean; covered: boolean; version: number },
): Gone => {
  const { [source]: since, ...others } = before?.gone ?? {};
  if (delivered || before === undefined || !before.says.has(source)) return others;
  if (!covered) return before.gone ?? {};
  return { ...others, [source]: since ?? new Date(version).toISOString() };
};

const missingIssue = (schoolId: SchoolId, { joinId }: Person): ImportIssue => ({
  severity: "warning",
  code: "missing",
  message: `Cette personne ne figure plus dans la livraison de l’établissement ${schoolId} : sa fiche est conservée, rien n’est supprimé.`,
  ...(joinId !== undefined && { subject: joinId }),
});
