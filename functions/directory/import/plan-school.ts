import { schoolTimeOf } from "@preau/calendar";
import type { AudienceId } from "@preau/contract";
import type { ImportIssue } from "../contract.ts";
import { noCounts } from "../import-job.ts";
import { hashOf, type Mark } from "../record.ts";
import { categoryOf, rosterLine, schoolLine } from "./describe-change.ts";
import { type FoldedSchool, foldSchool, type KnownAudience, type SchoolSay } from "./fold-school.ts";
import type { KeptSchool } from "./kept-school.ts";
import { speaksOf } from "./known-people.ts";
import type { Plan, PlannedLine } from "./plan.ts";
import { type Planning, planPeople } from "./plan-people.ts";
import type { FinalPerson } from "./plan-says.ts";
import { issueAt } from "./reading.ts";
import { openRosters } from "./rosters.ts";
import type { PersonKind } from "./say.ts";
import type { SchoolDelivery } from "./school-delivery.ts";

export interface SchoolPlanning extends Planning {
  /** For a school whose academy no source has said yet. */
  readonly academy: string | undefined;
  /** Above this share of those the source knew, leavers are looked at before they are marked. */
  readonly maxLeavingPercent: number;
}

/** A handful of leavers is a normal week, whatever the size of the school. */
const LEAVERS_UNASKED = 5;
const KINDS: readonly PersonKind[] = ["pupil", "guardian", "staff"];

const sayOfSchool = (
  { school, audiences }: SchoolDelivery,
  before: SchoolSay | undefined,
  academy: string | undefined,
): SchoolSay => {
  const { name, academy: own, type, street, postalCode, city, phone, mail, attachedTo } = school ?? {};
  const stated = school === undefined ? {} : { name, type, street, postalCode, city, phone, mail, attachedTo };
  const listed = audiences.map(({ audience: kind, code, label, classCodes }) => ({ kind, code, label, classCodes }));
  // Classes that a source only names beside its pupils are no list of classes: they add to the one it gave before.
  const isList = school !== undefined || listed.some(({ label }) => label !== undefined);
  const known = before?.audiences ?? [];
  const added = listed.filter(({ kind, code }) => !known.some((one) => one.kind === kind && one.code === code));
  return {
    ...before,
    ...stated,
    academy: own ?? before?.academy ?? academy,
    audiences: isList ? listed : [...known, ...added],
  };
};

/** Two audiences under one code would be one roster: the first is kept, and the report says so. */
const doubledCodes = ({ audiences }: SchoolDelivery): readonly ImportIssue[] => {
  const classes = new Set(audiences.flatMap(({ audience, code }) => (audience === "class" ? [code] : [])));
  return audiences.flatMap(({ audience, code, file, line }) =>
    audience === "group" && classes.has(code)
      ? [
          issueAt(
            { file, line, id: "" },
            "error",
            "duplicate-code",
            `Le groupe « ${code} » porte le code d’une classe : il est ignoré. Donnez-lui un autre code.`,
          ),
        ]
      : [],
  );
};

const hasChanged = (mark: Mark | undefined, hash: string, version: number): "created" | "changed" | undefined => {
  if (mark === undefined) return "created";
  return mark.version > version || mark.hash === hash ? undefined : "changed";
};

const audienceLines = (
  { schoolId, schoolYear, version }: Planning,
  kept: KeptSchool,
  audiences: readonly KnownAudience[],
  people: readonly FinalPerson[],
): readonly PlannedLine[] => {
  const today = schoolTimeOf(new Date(version)).day;
  const rosters = openRosters(audiences);
  for (const { id, content, missing } of people) {
    const hasLeft = content.pupil?.leftOn !== undefined && content.pupil.leftOn < today;
    if (!missing && !hasLeft) rosters.add(id, content);
  }
  const listed = new Set<AudienceId>(audiences.map(({ audienceId }) => audienceId));
  const gone = (kept.school?.content.audiences ?? []).filter(({ audienceId }) => !listed.has(audienceId));
  return [...audiences, ...gone.map((audience) => ({ ...audience, classCodes: [] }))].flatMap((audience) => {
    const content = rosters.rosterOf(audience);
    const { audienceId: id } = audience;
    const mark = kept.rosters.get(id);
    const hash = hashOf(content);
    const change = hasChanged(mark, hash, version);
    if (change === undefined) return [];
    const record = { kind: "roster", schoolId, schoolYear, id, content } as const;
    const write = { record, hash, since: mark?.since ?? version, ...(mark !== undefined && { expected: mark }) };
    return [{ change: rosterLine(schoolId, content, change), write }];
  });
};

const schoolLines = (
  { source, schoolId, schoolYear, version }: Planning,
  { school: mark, schoolSays }: KeptSchool,
  { content }: FoldedSchool,
  say: SchoolSay,
): readonly PlannedLine[] => {
  const hash = hashOf(content);
  const before = schoolSays.get(source);
  const sayChanged = before === undefined || hashOf(before) !== hashOf(say);
  const change =
    hasChanged(mark, hash, version) ?? (sayChanged && (mark?.version ?? 0) <= version ? "changed" : undefined);
  if (change === undefined) return [];
  const record = { kind: "school", schoolId, schoolYear, id: schoolId, content } as const;
  const write = {
    record,
    hash,
    since: mark?.since ?? version,
    ...(mark !== undefined && { expected: { hash: mark.hash, version: mark.version } }),
    ...(sayChanged && { says: [{ source, say }] }),
  };
  return [{ change: schoolLine(schoolId, content.name, change), write }];
};

const waitsFor = ({ source, maxLeavingPercent }: SchoolPlanning, kept: KeptSchool, lines: readonly PlannedLine[]) => {
  const count = (kind: string) => lines.filter(({ change }) => change.kind === kind).length;
  const [left, ambiguous] = [count("left"), count("ambiguous")];
  const known = kept.people.filter((person) => person.missingSince === undefined && speaksOf(source, person)).length;
  if (left > LEAVERS_UNASKED && left * 100 > known * maxLeavingPercent)
    return `${left} personnes sur ${known} ne figurent plus dans la livraison : vérifiez qu’elle est complète.`;
  return ambiguous > 0
    ? `${ambiguous} fiche${ambiguous > 1 ? "s" : ""} ambiguë${ambiguous > 1 ? "s" : ""} : dites de qui il s’agit.`
    : undefined;
};

/**
 * What a delivery would change in one school, line by line: pure, so that a dry run and the writing cannot differ. The same delivery
 * over what it made gives no line at all.
 */
export const planSchool = (planning: SchoolPlanning, kept: KeptSchool, delivery: SchoolDelivery): Plan => {
  const { source, schoolId, academy } = planning;
  const say = sayOfSchool(delivery, kept.schoolSays.get(source), academy);
  const folded = foldSchool(schoolId, new Map(kept.schoolSays).set(source, say));
  const counts = noCounts();
  if (folded === undefined)
    return { lines: [], counts, issues: [{ severity: "error", code: "no-academy", message: NO_ACADEMY }] };
  const before = kept.school?.content;
  const refold = before !== undefined && hashOf(before) !== hashOf(folded.content);
  const planned = planPeople(planning, kept, delivery, { school: folded.content, refold });
  const lines = [
    ...planned.lines,
    ...audienceLines(planning, kept, folded.audiences, planned.people),
    ...schoolLines(planning, kept, folded, say),
  ];
  for (const { change } of lines) counts[change.category][change.kind === "left" ? "missing" : change.kind] += 1;
  for (const kind of KINDS) counts[categoryOf(kind)].unchanged += planned.unchanged[kind];
  const audiences = new Set([...folded.audiences, ...(before?.audiences ?? [])].map(({ audienceId }) => audienceId));
  counts.audiences.read += folded.audiences.length;
  counts.audiences.unchanged += audiences.size - counts.audiences.created - counts.audiences.changed;
  counts.schools.unchanged += 1 - counts.schools.created - counts.schools.changed;
  return {
    lines,
    counts,
    issues: [...doubledCodes(delivery), ...planned.issues],
    waits: waitsFor(planning, kept, lines),
  };
};

const NO_ACADEMY =
  "L’académie de cet établissement n’est pas connue : sans elle, personne ne peut être reconnu. Indiquez-la en annonçant l’import.";
