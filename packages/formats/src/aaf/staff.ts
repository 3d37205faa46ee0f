import type { Mapped } from "../problem.ts";
import { type RecordReader, readRecord } from "../record-reader.ts";
import { type AafPerson, type AafStructureCode, readPerson, readStructureCodes } from "./person.ts";
import type { AafEntry } from "./read-aaf.ts";

/** One function in one school; a person may have several, in several schools. */
export interface AafFunction {
  readonly structure: string;
  /** See `functionProfile`. */
  readonly code: string;
  readonly label: string | undefined;
  readonly disciplineCode: string | undefined;
  readonly discipline: string | undefined;
}

/** A class or group that a teacher has, and the codes of the subjects taught there (none when the file says none). */
export interface AafTaught extends AafStructureCode {
  readonly subjects: readonly string[];
}

/** A member of staff. */
export interface AafStaff extends AafPerson {
  readonly structure: string | undefined;
  readonly functions: readonly AafFunction[];
  readonly classes: readonly AafTaught[];
  readonly groups: readonly AafTaught[];
  readonly headTeacherOf: readonly AafStructureCode[];
  /** Needed to write the teacher's name in a LSU. */
  readonly stsId: string | undefined;
  readonly beforePupils: boolean | undefined;
}

/** Maps a `PersEducNat` entry. Without join id or names it is refused; without function, which no role can follow, it is a warning. */
export function mapStaff(entry: AafEntry): Mapped<AafStaff> {
  const attributes = readRecord(entry);
  const person = readPerson(attributes);
  if (person === undefined) return { value: undefined, problems: attributes.problems };
  const functions = readFunctions(attributes);
  if (functions.length === 0) {
    attributes.warn(
      "ENTPersonFonctions",
      `Aucune fonction n'est indiquée pour la personne de jointure ${person.jointure} : elle n'aura accès à aucun établissement.`,
      "missing",
    );
  }
  const value: AafStaff = {
    ...person,
    functions,
    structure: attributes.one("ENTPersonStructRattach"),
    classes: readTaught(attributes, "ENTAuxEnsClasses", "ENTAuxEnsClassesMatieres"),
    groups: readTaught(attributes, "ENTAuxEnsGroupes", "ENTAuxEnsGroupesMatieres"),
    headTeacherOf: readStructureCodes(attributes, "ENTAuxEnsClassesPrincipal"),
    stsId: attributes.one("ENTPersonSTSId"),
    beforePupils: attributes.yesNo("PersEducNatPresenceDevantEleves"),
  };
  return { value, problems: attributes.problems };
}

function readFunctions(attributes: RecordReader): readonly AafFunction[] {
  return attributes
    .parts("ENTPersonFonctions", 2)
    .map(([structure = "", code = "", label, disciplineCode, discipline]) => ({
      structure,
      code,
      label: label || undefined,
      disciplineCode: disciplineCode || undefined,
      discipline: discipline || undefined,
    }));
}

/** One list names the classes, the other adds `structure$class$subject`, one value a subject; either may lack a class. */
function readTaught(attributes: RecordReader, plain: string, withSubject: string): readonly AafTaught[] {
  const taught = new Map<string, AafTaught & { subjects: string[] }>();
  const values = [
    ...readStructureCodes(attributes, plain).map(({ structure, code }) => [structure, code]),
    ...attributes.parts(withSubject, 3),
  ];
  for (const [structure = "", code = "", ...subjects] of values) {
    const key = `${structure}$${code}`;
    const known = taught.get(key) ?? { structure, code, subjects: [] };
    known.subjects.push(...subjects.filter((subject) => subject !== "" && !known.subjects.includes(subject)));
    taught.set(key, known);
  }
  return [...taught.values()];
}
