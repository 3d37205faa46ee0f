import { readTable, type TableRow } from "../csv/table.ts";
import { linkKey } from "../link-key.ts";
import type { Mapped } from "../problem.ts";
import { readRecord } from "../record-reader.ts";
import type { DeliveredFile, DeliveryContext, LinkKey, Read, StaffStatement } from "../statement.ts";

/** Reads the extraction of teachers: all teach, one directs the school. Homonyms are refused: nothing tells them apart. */
export async function* readTeachers(file: DeliveredFile, context: DeliveryContext): AsyncGenerator<Read> {
  const told = new Set<LinkKey>();
  for await (const row of readTable(file, ";")) {
    if (row.attributes.size <= 1) continue;
    const { value, problems } = mapTeacher(row, context);
    for (const problem of problems) yield { problem };
    const [key] = value?.keys ?? [];
    if (value === undefined || key === undefined) continue;
    if (told.has(key)) {
      const message = "Un autre enseignant a les mêmes nom et prénom : cette fiche est ignorée. Créez-la à la main.";
      const where = { file: row.file, line: row.line };
      yield { problem: { ...where, level: "refused", code: "invalid", attribute: "Nom", message } };
      continue;
    }
    told.add(key);
    yield { statement: value };
  }
}

function mapTeacher(row: TableRow, { schoolId }: DeliveryContext): Mapped<StaffStatement> {
  const attributes = readRecord(row);
  const familyName = attributes.required("NOM");
  const givenName = attributes.required("PRENOM");
  const directs = attributes.yesNo("DIRECTEUR") ?? false;
  const problems = attributes.problems;
  if (familyName === undefined || givenName === undefined) return { value: undefined, problems };
  const classCode = attributes.one("CLASSE");
  const value: StaffStatement = {
    kind: "staff",
    file: row.file,
    line: row.line,
    schoolId,
    keys: [linkKey.onde(schoolId, "teacher", familyName, givenName)],
    familyName,
    usualName: attributes.one("NOM USAGE"),
    givenName,
    contact: { mail: attributes.one("COURRIEL") },
    functions: [{ code: "ENS", label: "ENSEIGNEMENT" }, ...(directs ? [{ code: "DIR", label: "DIRECTION" }] : [])],
    teaches: classCode === undefined ? [] : [{ audience: "class", code: classCode, subjects: [] }],
    headTeacherOf: classCode === undefined ? [] : [classCode],
  };
  return { value, problems };
}
