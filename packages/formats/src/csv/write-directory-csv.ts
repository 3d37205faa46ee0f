import { writeCsv } from "./write-csv.ts";

/** A line of a school's directory. */
export interface DirectoryLine {
  readonly familyName: string;
  readonly givenName: string;
  /** In French, as people say it: « Élève », « Enseignante »… */
  readonly role: string;
  readonly className?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly birthDate?: string | undefined;
  readonly mail?: string | undefined;
  readonly phones?: readonly string[] | undefined;
  /** Of a pupil's adults, or of an adult's pupils. */
  readonly related?: readonly string[] | undefined;
}

type Column = readonly [header: string, value: (line: DirectoryLine) => string];

const columns: readonly Column[] = [
  ["Nom", ({ familyName }) => familyName],
  ["Prénom", ({ givenName }) => givenName],
  ["Rôle", ({ role }) => role],
  ["Classe", ({ className = "" }) => className],
  ["Groupes", ({ groups = [] }) => groups.join(", ")],
  ["Date de naissance", ({ birthDate = "" }) => birthDate.replace(/^(\d{4})-(\d{2})-(\d{2})$/, "$3/$2/$1")],
  ["Courriel", ({ mail = "" }) => mail],
  ["Téléphones", ({ phones = [] }) => phones.join(", ")],
  ["Liens", ({ related = [] }) => related.join(", ")],
];

/**
 * Writes a school's directory for a spreadsheet. The caller gives only what the reader may see; a column that nobody fills is left out,
 * so that the file does not show that there was something to hide.
 */
export function writeDirectoryCsv(lines: readonly DirectoryLine[]): Uint8Array {
  const filled = columns.filter(([, value], index) => index < 3 || lines.some((line) => value(line) !== ""));
  const rows = [filled.map(([header]) => header), ...lines.map((line) => filled.map(([, value]) => value(line)))];
  return writeCsv(rows, "spreadsheet");
}
