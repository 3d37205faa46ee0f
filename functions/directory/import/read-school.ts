import type { SchoolId } from "@preau/contract";
import { audienceIdOf } from "@preau/contract/derive-id";
import type { AafEntry } from "@preau/formats/aaf/read-aaf";
import { type AafSchool, mapSchool } from "@preau/formats/aaf/school";
import type { Audience, ImportIssue } from "../contract.ts";
import { timeZoneOf } from "../school.ts";
import type { DeliveredAudience, DeliveredSchool, DeliveryIndex } from "./delivery-index.ts";
import { issueAt, issuesOf, type Reading } from "./reading.ts";

export interface ReadSchool extends DeliveredSchool {
  readonly structure: string;
}

const audienceOf = (
  uai: string,
  kind: Audience["kind"],
  { code, label }: { readonly code: string; readonly label: string },
  classCodes: readonly string[],
): DeliveredAudience => ({ audienceId: audienceIdOf(uai, code), code, label, kind, classCodes });

const audiencesOf = ({ uai, classes, groups }: AafSchool, tell: (code: string) => void) => {
  const audiences = new Map<string, DeliveredAudience>();
  for (const one of classes) audiences.set(`class ${one.code}`, audienceOf(uai, "class", one, [one.code]));
  for (const one of groups) {
    // One nomenclature for classes and groups: lessons and rosters name an audience by its code alone.
    if (audiences.has(`class ${one.code}`)) tell(one.code);
    else audiences.set(`group ${one.code}`, audienceOf(uai, "group", one, one.classes));
  }
  return audiences;
};

/** Reads a school and its classes and groups. */
export const readSchool = (entry: AafEntry, { academy: known, schools }: DeliveryIndex): Reading<ReadSchool> => {
  const mapped = mapSchool(entry);
  const issues: ImportIssue[] = [...issuesOf(entry, mapped)];
  const refuse = (code: string, message: string): Reading<ReadSchool> => ({
    value: undefined,
    issues: [...issues, issueAt(entry, "error", code, message)],
  });
  if (mapped.value === undefined) return { value: undefined, issues };
  const { jointure, uai, name, type, street, postalCode, city, phone, mail, ...school } = mapped.value;
  const academy = school.academy.code ?? school.academy.name;
  if (academy === undefined)
    return refuse(
      "no-academy",
      "L’académie n’est pas indiquée : sans elle, personne ne peut être reconnu. Redemandez l’export.",
    );
  if (known !== undefined && known !== academy)
    return refuse(
      "other-academy",
      "Cet établissement est d’une autre académie que les précédents : faites-en une livraison à part.",
    );
  if (schools.has(jointure) || [...schools.values()].some((one) => one.schoolId === uai))
    return refuse("duplicate", "Cet établissement est déjà décrit plus haut : cette fiche est ignorée.");
  const audiences = audiencesOf(mapped.value, (code) =>
    issues.push(
      issueAt(
        entry,
        "error",
        "duplicate-code",
        `Le groupe « ${code} » porte le code d’une classe : il est ignoré. Donnez-lui un autre code.`,
      ),
    ),
  );
  const list = [...audiences.values()].map(({ classCodes: _, ...audience }) => audience);
  return {
    value: {
      structure: jointure,
      schoolId: uai as SchoolId,
      content: {
        name,
        type,
        academy,
        timeZone: timeZoneOf(uai),
        street,
        postalCode,
        city,
        phone,
        mail,
        audiences: list,
      },
      audiences,
    },
    issues,
  };
};
