import { parisStamp } from "../paris-stamp.ts";
import { branch, leaf } from "../xml/elements.ts";
import { encodeXml, toLatin9 } from "../xml/encode-xml.ts";
import { type WrittenFile, writeZip } from "../zip/write-zip.ts";

/** A pupil and the groups they are in. */
export interface GroupedPupil {
  /** SIECLE's number; without it the pupil is named by the INE. */
  readonly eleveId?: string | undefined;
  readonly ine?: string | undefined;
  readonly familyName: string;
  readonly usualName?: string | undefined;
  readonly givenName: string;
  readonly otherGivenNames?: readonly string[] | undefined;
  /** ISO date. */
  readonly birthDate?: string | undefined;
  readonly groups: readonly {
    readonly code: string;
    readonly beginsOn?: string | undefined;
    readonly endsOn?: string | undefined;
  }[];
}

export interface EleveGroupeExport {
  /** UAI. */
  readonly schoolId: string;
  /** First year of the school year. */
  readonly schoolYear: number;
  readonly at: Date;
  /** 0 to 99,999; SIECLE tells sendings apart by it. */
  readonly number: number;
  /** The name of the software, always the same: ten characters at most. */
  readonly software: string;
  readonly pupils: readonly GroupedPupil[];
}

/** A pupil whose groups could not be sent. */
export interface LeftOut {
  readonly pupil: GroupedPupil;
  /** French, says what to do. */
  readonly reason: string;
}

/**
 * Writes the links between pupils and groups for SIECLE (import "élève-groupe" 1.4, ISO-8859-15, in a ZIP of the same base name).
 *
 * SIECLE **replaces all the links of the school** by those of the file, so a pupil left out loses their groups there: the list says
 * who and why. Pupils without group are not written, as the specification asks. No file when nobody is left to write.
 * Letters that ISO-8859-15 lacks lose their accent, as they do in SIECLE.
 */
export function writeEleveGroupe(asked: EleveGroupeExport): {
  file: WrittenFile | undefined;
  leftOut: readonly LeftOut[];
} {
  const leftOut: LeftOut[] = [];
  const told = new Set<string>();
  const written: string[] = [];
  for (const pupil of asked.pupils.filter(({ groups }) => groups.length > 0)) {
    const id = identifierOf(pupil);
    const reason = reasonAgainst(pupil, id, told);
    if (reason !== undefined) leftOut.push({ pupil, reason });
    else if (id !== undefined) written.push(pupilElement(pupil, id));
    if (id !== undefined) told.add(id);
  }
  if (written.length === 0) return { file: undefined, leftOut };
  const base = `${asked.schoolId}ELEGROUPE${asked.schoolYear}${stampOf(asked.at)}`;
  const bytes = Buffer.concat([...encodeXml(document(asked, written), "ISO-8859-15")]);
  return { file: { name: `${base}.zip`, bytes: writeZip([{ name: `${base}.xml`, bytes }]) }, leftOut };
}

/** `AAMMJJhhmmss`. */
function stampOf(at: Date): string {
  const { date, time } = parisStamp(at);
  return `${date.slice(2)}${time}`;
}

function identifierOf({ eleveId, ine }: GroupedPupil): string | undefined {
  if (eleveId !== undefined && /^[0-9]{1,9}$/.test(eleveId)) return leaf("ELEVE_ID", eleveId);
  return ine !== undefined && /^\w{11}$/.test(ine) ? leaf("ID_NATIONAL", ine) : undefined;
}

function reasonAgainst({ birthDate, groups }: GroupedPupil, id: string | undefined, told: ReadonlySet<string>) {
  if (id === undefined) return "Ni ELEVE_ID ni INE : importez d’abord l’export SIECLE des élèves.";
  if (told.has(id)) return "Un autre élève a le même numéro : fusionnez les deux fiches.";
  if (birthDate === undefined) return "La date de naissance est inconnue : complétez la fiche de l’élève.";
  const tooLong = groups.find(({ code }) => code.length === 0 || code.length > 8);
  if (tooLong !== undefined)
    return `Le code de groupe « ${tooLong.code} » n’est pas un code de SIECLE (huit caractères au plus).`;
  return undefined;
}

function* document(
  { schoolId, schoolYear, at, number, software }: EleveGroupeExport,
  pupils: readonly string[],
): Generator<string> {
  const { date } = parisStamp(at);
  const parameters = branch("PARAMETRES", [
    leaf("UAJ", schoolId),
    leaf("ANNEE_SCOLAIRE", String(schoolYear)),
    leaf("DATE_IMPORT", `${date.slice(6)}/${date.slice(4, 6)}/${date.slice(0, 4)}`),
    leaf("NUM_ENVOI", String(number % 100_000)),
    leaf("LOGICIEL", toLatin9(software).slice(0, 10)),
  ]);
  yield `<?xml version="1.0" encoding="ISO-8859-15"?>\n<IMPORT_ELEVES VERSION="1.4">${parameters}<DONNEES><ELEVES>\n`;
  for (const pupil of pupils) yield `${pupil}\n`;
  yield "</ELEVES></DONNEES></IMPORT_ELEVES>\n";
}

function pupilElement(
  { familyName, usualName, givenName, otherGivenNames = [], birthDate, groups }: GroupedPupil,
  id: string,
): string {
  const name = (tag: string, text: string | undefined) => leaf(tag, text && toLatin9(text).slice(0, 100));
  const byCode = new Map(groups.map((group) => [group.code, group]));
  return branch("ELEVE", [
    id,
    name("NOM_DE_FAMILLE", familyName),
    name("NOM_USAGE", usualName),
    name("PRENOM", givenName),
    name("PRENOM2", otherGivenNames[0]),
    name("PRENOM3", otherGivenNames[1]),
    leaf("DATE_NAISS", birthDate),
    branch(
      "GROUPES",
      [...byCode.values()].map(({ code, beginsOn, endsOn }) =>
        branch("GROUPE", [
          leaf("CODE_GROUPE", toLatin9(code)),
          leaf("DATE_DEBUT_GROUPE", beginsOn),
          leaf("DATE_FIN_GROUPE", endsOn),
        ]),
      ),
    ),
  ]);
}
