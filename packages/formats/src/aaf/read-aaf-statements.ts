import { FormatFault } from "../fault.ts";
import type { LineProblem, Mapped } from "../problem.ts";
import type { DeliveredFile, Read, Statement } from "../statement.ts";
import { openArchives } from "../zip/open-archives.ts";
import { compareAafFiles, parseAafFileName } from "./file-name.ts";
import { mapGuardian } from "./guardian.ts";
import { mapMef } from "./mef.ts";
import { mapPupil } from "./pupil.ts";
import { type AafEntry, readAaf } from "./read-aaf.ts";
import { type AafSchool, mapSchool } from "./school.ts";
import { mapStaff } from "./staff.ts";
import { guardianStatement, pupilStatements, type SchoolsOfDelivery, staffStatements } from "./statements-of-people.ts";
import { schoolStatements } from "./statements-of-school.ts";
import { mapSubject } from "./subject.ts";

/** Gives an entry the attribute names of the second degree. */
export type Translate = (entry: AafEntry) => AafEntry;

/**
 * Reads a full AAF delivery of the second degree, of one school or of many, as statements: schools with their classes and groups,
 * labels, adults, pupils, staff. People of schools outside the delivery are told as problems (pupils) or passed over (staff).
 *
 * @param academy code for a delivery whose schools do not say theirs.
 * @throws FormatFault of `readAaf` and `openArchives`; `wrong-format` for a record of another category than the file's name says.
 */
export async function* readAafStatements(
  files: readonly DeliveredFile[],
  { academy }: { readonly academy: string },
  translate: Translate = (entry) => entry,
): AsyncGenerator<Read> {
  const ordered = inOrder(await openArchives(files));
  const schools = await schoolsOf(ordered, academy, translate);
  for (const file of ordered) {
    const category = parseAafFileName(file.name)?.category;
    for await (const entry of readAaf(file.open(), file.name)) {
      if (category !== undefined && entry.category !== category) throw renamed(entry);
      if (entry.operation === "add") yield* statementsOf(translate(entry), schools);
      else yield { problem: notAnAddition(entry) };
    }
  }
}

function inOrder(files: readonly DeliveredFile[]): readonly DeliveredFile[] {
  const named = files.map((file) => ({ file, name: parseAafFileName(file.name) }));
  named.sort((a, b) => (a.name && b.name ? compareAafFiles(a.name, b.name) : 0));
  return named.map(({ file }) => file);
}

/** The schools first, whatever file they are in: everybody refers to them by join id, and schools to one another. */
async function schoolsOf(
  files: readonly DeliveredFile[],
  academy: string,
  translate: Translate,
): Promise<SchoolsOfDelivery> {
  const uais = new Map<string, string>();
  let own: string | undefined;
  for (const file of files) {
    const category = parseAafFileName(file.name)?.category;
    if (category !== undefined && category !== "EtabEducNat") continue;
    for await (const entry of readAaf(file.open(), file.name)) {
      const school = entry.category === "EtabEducNat" ? mapSchool(translate(entry)).value : undefined;
      if (school === undefined) continue;
      uais.set(school.jointure, school.uai);
      own ??= codeOf(school);
    }
  }
  return { academy: own ?? academy, uais };
}

/** Some deliveries name the academy without its code; the name then tells it from the others as well. */
function codeOf({ academy: { code, name } }: AafSchool): string | undefined {
  return code ?? name;
}

function statementsOf(entry: AafEntry, schools: SchoolsOfDelivery): readonly Read[] {
  switch (entry.category) {
    case "EtabEducNat":
      return read(mapSchool(entry), (school) => schoolStatements(school, entry, schools));
    case "MatiereEducNat":
      return read(mapSubject(entry), ({ code, label }) => [labelOf("subject", code, label)]);
    case "MefEducNat":
      return read(mapMef(entry), ({ code, label }) => [labelOf("mef", code, label)]);
    case "PersRelEleve":
      return read(mapGuardian(entry), (guardian) => [guardianStatement(guardian, entry, schools)]);
    case "Eleve":
      return read(mapPupil(entry), (pupil) => pupilStatements(pupil, entry, schools));
    case "PersEducNat":
      return read(mapStaff(entry), (staff) => staffStatements(staff, entry, schools));
  }
}

function read<Value>(
  { value, problems }: Mapped<Value>,
  state: (value: Value) => readonly (Statement | LineProblem)[],
): readonly Read[] {
  const said = value === undefined ? [] : state(value);
  return [...problems, ...said].map((item) => ("kind" in item ? { statement: item } : { problem: item }));
}

function labelOf(of: "subject" | "mef", code: string, label: string): Statement {
  return { kind: "label", of, code, label };
}

function renamed({ file, line, category }: AafEntry): FormatFault {
  const message = `Le fichier contient une fiche « ${category} », ce que son nom n’annonce pas. Vérifiez qu’il n’a pas été renommé.`;
  return new FormatFault("wrong-format", file, line, message);
}

function notAnAddition({ file, line, operation }: AafEntry): LineProblem {
  const message = `Une livraison complète ne contient que des ajouts (addRequest) : cette demande « ${operation} » est ignorée.`;
  return { file, line, level: "refused", code: "invalid", attribute: `${operation}Request`, message };
}
