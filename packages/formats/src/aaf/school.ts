import type { Mapped } from "../problem.ts";
import { type RecordReader, readRecord } from "../record-reader.ts";
import { hasValidUaiKey, looksLikeUai } from "../uai.ts";
import type { AafEntry } from "./read-aaf.ts";
import { schoolName } from "./school-name.ts";

/** A school, with its classes and groups. */
export interface AafSchool {
  readonly jointure: string;
  readonly uai: string;
  /** `Collège Ada-Lovelace`. */
  readonly name: string;
  /** As the file says: `COLLEGE`, `LYCEE`… */
  readonly type: string | undefined;
  readonly academy: { readonly code: string | undefined; readonly name: string | undefined };
  readonly street: string | undefined;
  readonly postalCode: string | undefined;
  readonly city: string | undefined;
  readonly phone: string | undefined;
  readonly mail: string | undefined;
  /** Join ids of the schools this one belongs to (cité scolaire). */
  readonly parents: readonly string[];
  readonly classes: readonly { readonly code: string; readonly label: string }[];
  readonly groups: readonly { readonly code: string; readonly label: string; readonly classes: readonly string[] }[];
}

/** Maps an `EtabEducNat` entry. Without join id, UAI or name it is refused; a wrong key letter is a warning only. */
export function mapSchool(entry: AafEntry): Mapped<AafSchool> {
  const attributes = readRecord(entry);
  const jointure = attributes.required("ENTStructureJointure");
  const uai = readUai(attributes);
  const commonName = attributes.required("ENTStructureNomCourant");
  if (jointure === undefined || uai === undefined || commonName === undefined)
    return { value: undefined, problems: attributes.problems };
  const city = attributes.one("l");
  const value: AafSchool = {
    jointure,
    uai,
    name: schoolName(commonName, city),
    type: attributes.one("ENTStructureTypeStruct"),
    academy: { code: attributes.one("ENTServAcCodeAcademie"), name: attributes.one("ENTServAcAcademie") },
    street: attributes.one("street"),
    postalCode: attributes.one("postalCode"),
    city,
    phone: attributes.one("telephoneNumber"),
    mail: attributes.one("ENTStructureMailSI"),
    parents: attributes.all("ENTEtablissementStructRattachFctl"),
    classes: attributes.parts("ENTStructureClasses", 1).map(([code = "", label]) => ({ code, label: label || code })),
    groups: attributes.parts("ENTStructureGroupes", 1).map(([code = "", label, ...classes]) => ({
      code,
      label: label || code,
      classes: classes.filter((division) => division !== ""),
    })),
  };
  return { value, problems: attributes.problems };
}

function readUai(attributes: RecordReader): string | undefined {
  const name = attributes.one("ENTEtablissementUAI") === undefined ? "ENTStructureUAI" : "ENTEtablissementUAI";
  const uai = attributes.required(name);
  if (uai === undefined) return undefined;
  if (!looksLikeUai(uai)) {
    attributes.refuse(
      name,
      `« ${uai} » n'est pas un UAI (sept chiffres et une lettre) : l'établissement n'est pas importé.`,
    );
    return undefined;
  }
  if (!hasValidUaiKey(uai)) {
    attributes.warn(
      name,
      `La lettre de l'UAI ${uai} ne correspond pas à ses chiffres. L'établissement est importé : vérifiez son numéro.`,
      "check-key",
    );
  }
  return uai;
}
