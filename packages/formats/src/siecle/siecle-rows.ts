import { checkSchoolAndYear } from "../school-and-year.ts";
import type { DeliveredFile, DeliveryContext } from "../statement.ts";
import { childText, readRecords, type XmlElement } from "../xml/read-records.ts";

/** What the root of a SIECLE export says it holds. */
export type SiecleRoot = "BEE_ELEVES" | "BEE_RESPONSABLES" | "BEE_NOMENCLATURES" | "BEE_STRUCTURES";

/**
 * Reads the rows so named of one SIECLE export, whatever lists they stand in, once its header is known to be of the right school
 * and year.
 *
 * @throws FormatFault of `readRecords` and `checkSchoolAndYear`, the latter also when no header comes before the first row.
 */
export async function* readSiecleRows(
  file: DeliveredFile,
  root: SiecleRoot,
  names: readonly string[],
  context: DeliveryContext,
): AsyncGenerator<XmlElement> {
  let checked = false;
  for await (const row of readRecords(file.open(), file.name, root, new Set(["PARAMETRES", ...names]))) {
    const where = { file: file.name, line: row.line };
    if (row.name === "PARAMETRES") {
      checkSchoolAndYear(childText(row, "UAJ"), childText(row, "ANNEE_SCOLAIRE"), where, context);
      checked = true;
    } else if (checked) yield row;
    else checkSchoolAndYear(undefined, undefined, where, context);
  }
  if (!checked) checkSchoolAndYear(undefined, undefined, { file: file.name, line: 1 }, context);
}
