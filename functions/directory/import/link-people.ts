import type { PersonId } from "@preau/contract";
import type { LinkKey, Source } from "@preau/formats/statement";
import type { ImportIssue } from "../contract.ts";
import type { School } from "../school.ts";
import type { StatedGuardianship } from "./guardianships.ts";
import type { KeptPerson } from "./kept-school.ts";
import { issueAt } from "./reading.ts";
import type { Resolution } from "./resolve-people.ts";
import { type GuardianSay, type PersonKind, type Say, type StatedPerson, sayAgain, sayOf } from "./say.ts";
import { keyOf, type SchoolDelivery } from "./school-delivery.ts";
import { unknownAudience } from "./unknown-audience.ts";

interface Linking {
  readonly source: Source;
  readonly covered: ReadonlySet<PersonKind>;
  readonly delivery: SchoolDelivery;
  readonly links: readonly StatedGuardianship[];
  readonly resolved: ReadonlyMap<LinkKey, Resolution>;
  readonly kept: ReadonlyMap<PersonId, KeptPerson>;
  readonly school: School;
}

export interface LinkedPeople {
  /** What the source now says, by person; without statement when only the pupil's guardians were spoken of. */
  readonly says: ReadonlyMap<PersonId, { readonly say: Say; readonly statement?: StatedPerson | undefined }>;
  readonly issues: readonly ImportIssue[];
}

type Found = PersonId | "undecided" | undefined;

/** Follows the links of a delivery to people we know by id, and tells of those that lead nowhere. */
export const linkPeople = ({ source, covered, delivery, links, resolved, kept, school }: Linking): LinkedPeople => {
  const byKey = new Map<LinkKey, PersonId>();
  for (const { id, content } of kept.values()) for (const key of content.links ?? []) byKey.set(key, id);
  const find = (key: LinkKey): Found => {
    const resolution = resolved.get(key);
    if (resolution === undefined) return byKey.get(key);
    return "personId" in resolution ? resolution.personId : "undecided";
  };
  const statements = new Map(delivery.people.map((statement) => [keyOf(statement), statement]));
  const issues: ImportIssue[] = [];
  const tell = (statement: StatedPerson, code: string, message: string) =>
    issues.push(issueAt({ ...statement, id: subjectOf(statement) }, "error", code, message));

  const guardiansOf = new Map<PersonId, { readonly sure: GuardianSay[]; undecided: boolean }>();
  for (const { pupil, guardian, ...link } of links) {
    const [pupilId, guardianId] = [find(pupil), find(guardian)];
    const [pupilSays, guardianSays] = [statements.get(pupil), statements.get(guardian)];
    if (pupilId === undefined && guardianSays !== undefined) tell(guardianSays, "unknown-pupil", UNKNOWN_PUPIL);
    if (pupilId === undefined || pupilId === "undecided") continue;
    const list = guardiansOf.get(pupilId) ?? { sure: [], undecided: false };
    guardiansOf.set(pupilId, list);
    if (guardianId === "undecided") list.undecided = true;
    else if (guardianId !== undefined) list.sure.push({ personId: guardianId, ...link });
    else if (pupilSays !== undefined) tell(pupilSays, "unknown-guardian", unknownGuardian(guardian));
  }

  const says = new Map<PersonId, { say: Say; statement?: StatedPerson }>();
  for (const [key, statement] of statements) {
    const resolution = resolved.get(key);
    if (resolution !== undefined && "leftOut" in resolution && resolution.leftOut === "same-person")
      tell(statement, "same-person", SAME_PERSON);
    if (resolution === undefined || !("personId" in resolution)) continue;
    const before = kept.get(resolution.personId)?.says.get(source);
    const list = guardiansOf.get(resolution.personId);
    const speaks = (statement.kind === "pupil" && statement.guardians !== undefined) || covered.has("guardian");
    // A right is not taken away because somebody has still to say who an adult is.
    const guardians = !speaks || (list?.undecided && before !== undefined) ? undefined : (list?.sure ?? []).sort(byId);
    says.set(resolution.personId, { say: sayAgain(before, sayOf(statement, delivery.labels, guardians)), statement });
    for (const [code, message] of unknownIn(statement, school)) tell(statement, code, message);
  }
  for (const [pupilId, { sure, undecided }] of guardiansOf) {
    const before = kept.get(pupilId);
    if (says.has(pupilId) || before === undefined || undecided) continue;
    const say = before.says.get(source) ?? { keys: [] };
    says.set(pupilId, { say: { ...say, pupil: { ...say.pupil, guardians: sure.sort(byId) } } });
  }
  return { says, issues };
};

const byId = (a: GuardianSay, b: GuardianSay): number => (a.personId < b.personId ? -1 : 1);

const subjectOf = (statement: StatedPerson): string => {
  const key = keyOf(statement);
  return key.slice(Math.max(key.lastIndexOf("|"), key.indexOf(":")) + 1);
};

const unknownIn = (statement: StatedPerson, { audiences }: School): readonly (readonly [string, string])[] => {
  const has = (kind: "class" | "group", code: string) =>
    audiences.some((audience) => audience.kind === kind && audience.code === code);
  const lacking = (kind: "class" | "group", codes: readonly string[]) =>
    codes.filter((code) => !has(kind, code)).map((code) => unknownAudience(kind, code));
  if (statement.kind === "staff")
    return [
      ...(statement.teaches ?? []).flatMap(({ audience, code }) => lacking(audience, [code])),
      ...lacking("class", statement.headTeacherOf ?? []),
    ];
  if (statement.kind === "guardian") return [];
  const { classCode, groupCodes = [], leftOn } = statement;
  const noClass = (classCode === undefined || !has("class", classCode)) && leftOn === undefined;
  return [
    ...lacking("class", classCode === undefined ? [] : [classCode]),
    ...lacking("group", groupCodes),
    ...(noClass ? [["no-class", NO_CLASS] as const] : []),
  ];
};

const UNKNOWN_PUPIL =
  "Ce responsable est lié à un élève qui n’est ni dans la livraison ni dans l’établissement : ce lien est ignoré. Importez aussi les élèves.";
const NO_CLASS =
  "Cet élève n’a pas de classe connue : il n’apparaît sur aucune feuille d’appel. Affectez-le à une classe.";
const SAME_PERSON =
  "Cette fiche désigne une personne déjà décrite par une autre fiche de la livraison : elle est ignorée. Corrigez le doublon dans l’application d’origine.";
const unknownGuardian = (key: LinkKey): string =>
  `Le responsable ${key.slice(key.lastIndexOf("|") + 1)} n’a pas de fiche dans la livraison : ce lien est ignoré. Redemandez un export complet.`;
