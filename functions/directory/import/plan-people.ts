import type { PersonId, SchoolId } from "@preau/contract";
import type { LinkKey, Source } from "@preau/formats/statement";
import type { ImportIssue } from "../contract.ts";
import type { ChildLink, Person } from "../person.ts";
import { hashOf } from "../record.ts";
import type { School } from "../school.ts";
import { ambiguousLine, changedLine, createdLine, leftLine } from "./describe-change.ts";
import { foldPerson, sourcesOf, withChildren } from "./fold-person.ts";
import { guardianshipsOf } from "./guardianships.ts";
import { type Gone, type KeptPerson, type KeptSchool, missingSince } from "./kept-school.ts";
import { type Known, kindOf } from "./known-people.ts";
import { linkPeople } from "./link-people.ts";
import type { PlannedLine, PlannedWrite } from "./plan.ts";
import { type Decision, resolvePeople } from "./resolve-people.ts";
import type { PersonKind, Say } from "./say.ts";
import { keyOf, type SchoolDelivery } from "./school-delivery.ts";

export interface Planning {
  readonly source: Source;
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  /** Start of the import, in ms. */
  readonly version: number;
  /** Categories of which the delivery names everybody. */
  readonly covered: ReadonlySet<PersonKind>;
  readonly decisions: ReadonlyMap<LinkKey, Decision>;
  /** Those of the year before: the same person keeps one id from year to year. */
  readonly earlier: readonly Known[];
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
const withoutYearsNumber = ({ id, content }: Known): Known => ({
  id,
  content: { ...content, links: content.links?.filter((key) => !key.startsWith("elenoet:")) },
});

/**
 * Compares the people of a delivery with those of a school: pure, and indifferent to the order of the records. Nothing is taken from a
 * record that a later import has written.
 */
export const planPeople = (
  planning: Planning,
  kept: Pick<KeptSchool, "people">,
  delivery: SchoolDelivery,
  { school, refold }: { readonly school: School; readonly refold: boolean },
): PlannedPeople => {
  const { source, schoolId, schoolYear, version, covered, decisions } = planning;
  const own = new Map(kept.people.map((person) => [person.id, person]));
  const earlier = planning.earlier.filter(({ id }) => !own.has(id)).map(withoutYearsNumber);
  const { links, issues } = guardianshipsOf(delivery, kept.people);
  const byGuardian = Map.groupBy(links, ({ guardian }) => guardian);
  const resolved = resolvePeople(delivery.people, {
    source,
    known: [...kept.people, ...earlier],
    covered,
    decisions,
    childrenOf: (guardian) =>
      (byGuardian.get(keyOf(guardian)) ?? []).map(({ pupil: key, kinship }) => ({ key, kinship })),
  });
  const stated = linkPeople({ source, covered, delivery, links, resolved, kept: own, school });

  const isLate = (person: KeptPerson | undefined): boolean => person !== undefined && person.version > version;
  const folded = new Map<PersonId, Person>();
  for (const person of kept.people) {
    const say = isLate(person) ? undefined : stated.says.get(person.id)?.say;
    const mustFold = (say !== undefined || (refold && !isLate(person))) && (say !== undefined || person.says.size > 0);
    const says = say === undefined ? person.says : new Map(person.says).set(source, say);
    folded.set(person.id, mustFold ? foldPerson(says, school) : person.content);
  }
  for (const [id, { say }] of stated.says)
    if (!own.has(id)) folded.set(id, foldPerson(new Map([[source, say]]), school));
  const children = childrenIn(folded);

  const lines: PlannedLine[] = [];
  const unchanged = { pupil: 0, guardian: 0, staff: 0 };
  const people: FinalPerson[] = [];
  const allIssues: ImportIssue[] = [...issues, ...stated.issues];
  for (const [id, base] of folded) {
    const before = own.get(id);
    const said = stated.says.get(id);
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
      delivered: said?.statement !== undefined,
      covered: covered.has(kindOf(content)),
      version,
    });
    const says = said === undefined ? (before?.says ?? new Map()) : new Map(before?.says).set(source, said.say);
    const missing = missingSince(sourcesOf(says), gone);
    people.push({ id, content, missing: missing !== undefined });
    const hash = hashOf(content);
    const sayChanged = said !== undefined && sayHash(said.say) !== sayHash(before?.says.get(source));
    const about = { schoolId, id, statement: said?.statement };
    const write: PlannedWrite = {
      record: { kind: "person", schoolId, schoolYear, id, content },
      hash,
      since: before?.since ?? version,
      ...(missing !== undefined && { missingSince: missing, hiddenSince: before?.hiddenSince }),
      ...(Object.keys(gone).length > 0 && { gone }),
      ...(before !== undefined && { expected: { hash: before.hash, version: before.version } }),
      ...(sayChanged && { says: [{ source, say: said.say }] }),
    };
    if (before === undefined) {
      lines.push({ change: createdLine(about, content), write });
      continue;
    }
    const leaves = before.missingSince === undefined && missing !== undefined;
    const goneChanged = JSON.stringify(gone) !== JSON.stringify(before.gone ?? {});
    if (leaves) {
      lines.push({ change: leftLine(about, content), write });
      allIssues.push(missingIssue(schoolId, content));
    } else if (hash !== before.hash || sayChanged || goneChanged || missing !== before.missingSince)
      lines.push({
        change: changedLine(about, before.content, content, before.missingSince !== undefined && missing === undefined),
        write,
      });
    else unchanged[kindOf(content)] += 1;
  }
  for (const statement of delivery.people) {
    const resolution = resolved.get(keyOf(statement));
    if (resolution !== undefined && "candidates" in resolution)
      lines.push({ change: ambiguousLine(schoolId, statement, resolution.candidates) });
  }
  return { lines, issues: allIssues, unchanged, people };
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
