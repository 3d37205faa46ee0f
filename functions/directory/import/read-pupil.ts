import type { PersonId } from "@preau/contract";
import { type AafGuardianLink, type AafPupil, mapPupil } from "@preau/formats/aaf/pupil";
import type { AafEntry } from "@preau/formats/aaf/read-aaf";
import type { Audience, ImportIssue } from "../contract.ts";
import type { Person } from "../person.ts";
import { type DeliveredSchool, type DeliveryIndex, personOf } from "./delivery-index.ts";
import { findAudiences, unknownAudience } from "./find-audiences.ts";
import { issueAt, issuesOf, type Reading } from "./reading.ts";

export interface ReadPupil {
  readonly joinId: string;
  readonly personId: PersonId;
  readonly structure: string;
  readonly school: DeliveredSchool;
  readonly person: Person;
  /** The adults who have a record of their own. */
  readonly guardians: readonly AafGuardianLink[];
}

const unique = (links: readonly AafGuardianLink[]): readonly AafGuardianLink[] => [
  ...new Map([...links].sort((a, b) => b.level - a.level).map((link) => [link.jointure, link])).values(),
];

const byCode = (a: Audience, b: Audience): number => (a.code < b.code ? -1 : 1);

/** Reads a pupil and checks that school, classes, groups and adults exist; a link that leads nowhere is told and left out. */
export const readPupil = (entry: AafEntry, index: DeliveryIndex): Reading<ReadPupil> => {
  const mapped = mapPupil(entry);
  const issues: ImportIssue[] = [...issuesOf(entry, mapped)];
  const tell = (code: string, message: string) => issues.push(issueAt(entry, "error", code, message));
  const pupil = mapped.value;
  if (pupil === undefined) return { value: undefined, issues };
  const school = index.schools.get(pupil.structure);
  if (school === undefined) {
    tell(
      "unknown-school",
      `L’établissement « ${pupil.structure} » de cet élève n’est pas dans la livraison : l’élève n’est pas importé. Ajoutez l’établissement à l’export.`,
    );
    return { value: undefined, issues };
  }
  const find = (kind: Audience["kind"], refs: AafPupil["classes"]) =>
    findAudiences(kind, refs, [pupil.structure, school], (...unknown) => tell(...unknownAudience(...unknown)))
      .map(({ audience }) => audience)
      .sort(byCode);
  const audiences = [...find("class", pupil.classes), ...find("group", pupil.groups)];
  if (audiences[0]?.kind !== "class")
    tell(
      "no-class",
      "Cet élève n’a pas de classe connue : il n’apparaît sur aucune feuille d’appel. Affectez-le à une classe.",
    );
  const guardians = unique(pupil.guardians).filter(({ jointure }) => {
    if (index.guardians.has(jointure)) return true;
    tell(
      "unknown-guardian",
      `Le responsable ${jointure} n’a pas de fiche dans la livraison : ce lien est ignoré. Redemandez un export complet.`,
    );
    return false;
  });
  const { jointure: joinId, structure } = pupil;
  const person = pupilPerson(pupil, school, audiences, guardians, index);
  return { value: { joinId, personId: personOf(index, joinId), structure, school, person, guardians }, issues };
};

const pupilPerson = (
  { jointure, familyName, givenName, title, birthDate, mail, phone, address, ...pupil }: AafPupil,
  { content: { name, timeZone, academy } }: DeliveredSchool,
  audiences: readonly Audience[],
  guardians: readonly AafGuardianLink[],
  index: DeliveryIndex,
): Person => ({
  academy,
  joinId: jointure,
  familyName,
  givenName,
  title,
  birthDate,
  roles: ["pupil"],
  school: { name, timeZone },
  contact: {
    mail,
    phones: phone === undefined ? [] : [phone],
    address: address && { ...address, lines: [...address.lines] },
  },
  pupil: {
    ine: pupil.ine,
    elenoet: pupil.elenoet,
    mef: pupil.mef,
    regime: pupil.regime,
    options: pupil.options,
    audiences,
    guardians: guardians
      .map(({ jointure: joinId, level, kinship }) => ({ personId: personOf(index, joinId), level, kinship }))
      .sort((a, b) => a.level - b.level || (a.personId < b.personId ? -1 : 1)),
  },
});
