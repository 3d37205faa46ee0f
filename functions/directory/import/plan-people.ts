import type { LinkKey } from "@preau/formats/statement";
import type { School } from "../school.ts";
import { ambiguousLine } from "./describe-change.ts";
import { guardianshipsOf } from "./guardianships.ts";
import type { KeptSchool } from "./kept-school.ts";
import type { Known } from "./known-people.ts";
import { linkPeople } from "./link-people.ts";
import type { PlannedLine } from "./plan.ts";
import { type PlannedPeople, planSays, type Speaking } from "./plan-says.ts";
import { type Decision, resolvePeople } from "./resolve-people.ts";
import { keyOf, type SchoolDelivery } from "./school-delivery.ts";

export interface Planning extends Speaking {
  readonly decisions: ReadonlyMap<LinkKey, Decision>;
  /** Those of the year before: the same person keeps one id from year to year. */
  readonly earlier: readonly Known[];
}

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
  how: { readonly school: School; readonly refold: boolean },
): PlannedPeople => {
  const { source, schoolId, covered, decisions } = planning;
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
  const stated = linkPeople({ source, covered, delivery, links, resolved, kept: own, school: how.school });

  const planned = planSays(planning, kept, stated.says, how);
  const questions: PlannedLine[] = [];
  for (const statement of delivery.people) {
    const resolution = resolved.get(keyOf(statement));
    if (resolution !== undefined && "candidates" in resolution)
      questions.push({ change: ambiguousLine(schoolId, statement, resolution.candidates) });
  }
  return {
    ...planned,
    lines: [...planned.lines, ...questions],
    issues: [...issues, ...stated.issues, ...planned.issues],
  };
};
