import type { AudienceStatement, DeliveredFile, DeliveryContext, Read } from "../statement.ts";
import { childText, type XmlElement } from "../xml/read-records.ts";
import { readSiecleRows } from "./siecle-rows.ts";

/** Reads the classes and groups of one `Structures`, and notes their codes in `told`. Only the fields are verified, not their tree. */
export async function* readStructures(
  file: DeliveredFile,
  told: Set<string>,
  context: DeliveryContext,
): AsyncGenerator<Read> {
  for await (const row of readSiecleRows(file, "BEE_STRUCTURES", ["DIVISION", "GROUPE"], context)) {
    const code = row.attributes.CODE_STRUCTURE ?? childText(row, "CODE_STRUCTURE");
    if (code === undefined) {
      const message = "Cette division ou ce groupe n’a pas de code : l’élément est ignoré. Complétez-le dans SIECLE.";
      const where = { file: file.name, line: row.line };
      yield { problem: { ...where, level: "refused", code: "missing", attribute: "CODE_STRUCTURE", message } };
      continue;
    }
    told.add(code);
    const statement: AudienceStatement = {
      kind: "audience",
      file: file.name,
      line: row.line,
      schoolId: context.schoolId,
      audience: row.name === "DIVISION" ? "class" : "group",
      code,
      label: childText(row, "LIBELLE_LONG"),
      classCodes: row.name === "DIVISION" ? [] : valuesWithin(row, "CODE_DIVISION"),
      mefs: valuesWithin(row, "CODE_MEF"),
    };
    yield { statement };
  }
}

/** The values of an attribute or element of that name, anywhere below. */
function valuesWithin(element: XmlElement, name: string): readonly string[] {
  const values = element.children.flatMap((below) => [
    below.attributes[name] ?? "",
    below.name === name ? below.text : "",
    ...valuesWithin(below, name),
  ]);
  return [...new Set(values.filter((value) => value !== ""))];
}
