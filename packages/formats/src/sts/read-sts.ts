import { schoolName } from "../aaf/school-name.ts";
import { checkSchoolAndYear } from "../school-and-year.ts";
import type { DeliveredFile, DeliveryContext, Read, SchoolStatement } from "../statement.ts";
import { child, childText, readRecords, type XmlElement } from "../xml/read-records.ts";
import { openArchives } from "../zip/open-archives.ts";
import { mapStaff } from "./staff.ts";
import { noteServices, type Services, structureStatement } from "./structure.ts";

/**
 * Reads `sts_emp_<UAI>_<year>.xml`, what STS-Web hands to timetable products: the school, its labels, classes and groups, then its
 * staff with their functions, disciplines, classes led and services. (TYPE, ID) of a person is kept: LSU names teachers by it.
 *
 * The file is read twice, because a teacher's services stand with the classes. Source: deployed readers; no official schema is public.
 * @throws FormatFault of `readRecords`, `openArchives` and `checkSchoolAndYear`.
 */
export async function* readSts(files: readonly DeliveredFile[], context: DeliveryContext): AsyncGenerator<Read> {
  for (const file of await openArchives(files)) {
    const services: Services = new Map();
    for await (const row of rowsOf(file, ["MATIERE", "MEF", "DIVISION", "GROUPE"], context)) {
      if (row.name === "PARAMETRES") yield* readSchool(row, file.name, context);
      else if (row.name === "MATIERE" || row.name === "MEF") yield* readLabel(row);
      else {
        yield structureStatement(row, file.name, context);
        noteServices(row, services);
      }
    }
    const told = new Set<string>();
    for await (const row of rowsOf(file, ["INDIVIDU"], context)) {
      if (row.name === "INDIVIDU") yield* readStaff(row, file.name, told, services, context);
    }
  }
}

async function* rowsOf(
  file: DeliveredFile,
  names: readonly string[],
  context: DeliveryContext,
): AsyncGenerator<XmlElement> {
  let checked = false;
  for await (const row of readRecords(file.open(), file.name, "STS_EDT", new Set(["PARAMETRES", ...names]))) {
    const where = { file: file.name, line: row.line };
    const header = row.name === "PARAMETRES";
    if (header || !checked) {
      const year = child(row, "ANNEE_SCOLAIRE")?.attributes.ANNEE;
      checkSchoolAndYear(header ? child(row, "UAJ")?.attributes.CODE : undefined, year, where, context);
    }
    checked = true;
    yield row;
  }
  if (!checked) checkSchoolAndYear(undefined, undefined, { file: file.name, line: 1 }, context);
}

function* readSchool(header: XmlElement, file: string, { schoolId }: DeliveryContext): Generator<Read> {
  const school = child(header, "UAJ");
  const complement = school && childText(school, "DENOM_COMPL");
  if (school === undefined || complement === undefined) return;
  const kind = childText(school, "SIGLE") ?? childText(school, "DENOM_PRINC") ?? "";
  const academy = child(school, "ACADEMIE");
  const statement: SchoolStatement = {
    kind: "school",
    file,
    line: school.line,
    schoolId,
    name: schoolName(`${kind}$${complement}`, undefined),
    academy: academy && childText(academy, "CODE"),
  };
  yield { statement };
}

function* readLabel(row: XmlElement): Generator<Read> {
  const code = row.attributes.CODE;
  const label = childText(row, "LIBELLE_EDITION") ?? childText(row, "LIBELLE_LONG");
  if (code === undefined || label === undefined) return;
  yield { statement: { kind: "label", of: row.name === "MEF" ? "mef" : "subject", code, label } };
}

function* readStaff(
  row: XmlElement,
  file: string,
  told: Set<string>,
  services: Services,
  context: DeliveryContext,
): Generator<Read> {
  const { value, problems } = mapStaff(row, file, services, context);
  for (const problem of problems) yield { problem };
  const [key] = value?.keys ?? [];
  if (value === undefined || key === undefined) return;
  if (told.has(key)) {
    const id = row.attributes.ID ?? "";
    const message = `L’individu ${id} figure déjà plus haut : cette fiche est ignorée. Corrigez le doublon dans STS-Web.`;
    yield { problem: { file, line: row.line, level: "refused", code: "invalid", attribute: "ID", message } };
    return;
  }
  told.add(key);
  yield { statement: value };
}
