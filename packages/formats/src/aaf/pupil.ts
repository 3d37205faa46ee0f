import { readIne } from "../ine.ts";
import type { Mapped } from "../problem.ts";
import { type RecordReader, readRecord } from "../record-reader.ts";
import {
  type AafAddress,
  type AafPerson,
  type AafStructureCode,
  readAddress,
  readPerson,
  readStructureCodes,
} from "./person.ts";
import type { AafEntry } from "./read-aaf.ts";

/** Legal responsibility: 1 legal guardian, 2 person in charge, 3 contact only. */
export type ResponsibilityLevel = 1 | 2 | 3;

/** A pupil's link to an adult. */
export interface AafGuardianLink {
  readonly jointure: string;
  /** See `kinshipLabels`. */
  readonly kinship: string;
  readonly level: ResponsibilityLevel;
  readonly paysFees: boolean;
}

/** A pupil of the second degree. */
export interface AafPupil extends AafPerson {
  /** May be missing, and may be re-attributed: never a join key. */
  readonly ine: string | undefined;
  /** The number of the pupil in the school. */
  readonly elenoet: string | undefined;
  /** The join id of the school, not its UAI. */
  readonly structure: string;
  readonly classes: readonly AafStructureCode[];
  readonly groups: readonly AafStructureCode[];
  readonly guardians: readonly AafGuardianLink[];
  readonly mef: { readonly code: string; readonly label: string | undefined } | undefined;
  /** First and last day in the school. */
  readonly enteredOn?: string | undefined;
  readonly leftOn?: string | undefined;
  /** The level of study as a label (`6EME`). */
  readonly level?: string | undefined;
  readonly options: readonly { readonly code: string; readonly label: string | undefined }[];
  /** The boarding status as a label (`EXTERNE LIBRE`). */
  readonly regime: string | undefined;
  readonly status: string | undefined;
  readonly transport: boolean | undefined;
  readonly scholarship: boolean | undefined;
  readonly phone: string | undefined;
  readonly address: AafAddress | undefined;
}

/** Maps an `Eleve` entry. Without join id, names or school it is refused. */
export function mapPupil(entry: AafEntry): Mapped<AafPupil> {
  const attributes = readRecord(entry);
  const person = readPerson(attributes);
  const structure = attributes.required("ENTPersonStructRattach");
  if (person === undefined || structure === undefined) return { value: undefined, problems: attributes.problems };
  const mef = attributes.one("ENTEleveMEF");
  const value: AafPupil = {
    ...person,
    structure,
    ine: readIne(attributes, "ENTEleveINE"),
    elenoet: attributes.one("ENTEleveStructRattachId"),
    classes: readStructureCodes(attributes, "ENTEleveClasses"),
    groups: readStructureCodes(attributes, "ENTEleveGroupes"),
    guardians: readGuardianLinks(attributes),
    mef: mef === undefined ? undefined : { code: mef, label: attributes.one("ENTEleveLibelleMEF") },
    enteredOn: attributes.date("ENTEleveDateEntreeStructRattach"),
    leftOn: attributes.date("ENTEleveDateSortieStructRattach"),
    level: attributes.one("ENTEleveNivFormation"),
    options: readOptions(attributes),
    regime: attributes.one("ENTEleveRegime"),
    status: attributes.one("ENTEleveStatutEleve"),
    transport: attributes.yesNo("ENTEleveTransport"),
    scholarship: attributes.yesNo("ENTEleveBoursier"),
    phone: attributes.one("homePhone"),
    address: readAddress(attributes),
  };
  return { value, problems: attributes.problems };
}

/** Six parts; the meaning of the last two is not verified, so nothing is built on them. */
function readGuardianLinks(attributes: RecordReader): readonly AafGuardianLink[] {
  const name = "ENTElevePersRelEleve";
  return attributes.parts(name, 4).flatMap(([jointure = "", kinship = "", paysFees, written]) => {
    const level = ([1, 2, 3] as const).find((known) => String(known) === written);
    if (level !== undefined) return [{ jointure, kinship, level, paysFees: paysFees === "1" }];
    attributes.warn(
      name,
      `Le niveau de responsabilité « ${written} » du responsable ${jointure} est inconnu (1, 2 ou 3 attendu) : ce lien est ignoré.`,
    );
    return [];
  });
}

/** Codes and labels come in two attributes, in the same order; without the same count the labels are not trusted. */
function readOptions(attributes: RecordReader): AafPupil["options"] {
  const codes = attributes.all("ENTEleveCodeEnseignements");
  const labels = attributes.all("ENTEleveEnseignements");
  return codes.map((code, index) => ({ code, label: labels.length === codes.length ? labels[index] : undefined }));
}
