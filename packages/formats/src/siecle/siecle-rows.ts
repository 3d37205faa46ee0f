import { FormatFault } from "../fault.ts";
import type { DeliveredFile, DeliveryContext } from "../statement.ts";
import { childText, readRecords, type XmlElement } from "../xml/read-records.ts";

/** What the root of a SIECLE export says it holds. */
export type SiecleRoot = "BEE_ELEVES" | "BEE_RESPONSABLES" | "BEE_NOMENCLATURES" | "BEE_STRUCTURES";

/**
 * Reads the rows so named of one SIECLE export, whatever lists they stand in, once its header is known to be of the right school
 * and year: two databases live side by side from May on, and nothing else in the file tells them apart.
 *
 * @throws FormatFault of `readRecords`; `wrong-school`; `wrong-year`; `wrong-format` without a header before the first row.
 */
export async function* readSiecleRows(
  file: DeliveredFile,
  root: SiecleRoot,
  names: readonly string[],
  context: DeliveryContext,
): AsyncGenerator<XmlElement> {
  let checked = false;
  for await (const row of readRecords(file.open(), file.name, root, new Set(["PARAMETRES", ...names]))) {
    if (row.name === "PARAMETRES") {
      checkHeader(row, file.name, context);
      checked = true;
    } else if (checked) yield row;
    else refuse("wrong-format", file.name, row.line, "Le fichier ne dit ni son établissement ni son année scolaire.");
  }
  if (!checked) refuse("wrong-format", file.name, 1, "Le fichier ne dit ni son établissement ni son année scolaire.");
}

function checkHeader(header: XmlElement, file: string, { schoolId, schoolYear }: DeliveryContext): void {
  const uai = childText(header, "UAJ");
  const year = childText(header, "ANNEE_SCOLAIRE");
  if (uai !== schoolId)
    refuse("wrong-school", file, header.line, `Le fichier est celui de l’établissement ${uai}, et non de ${schoolId}.`);
  if (year !== String(schoolYear)) {
    const expected = `${schoolYear}-${schoolYear + 1}`;
    refuse("wrong-year", file, header.line, `Le fichier est celui de l’année ${year}, et non de ${expected}.`);
  }
}

function refuse(code: "wrong-format" | "wrong-school" | "wrong-year", file: string, line: number, why: string): never {
  throw new FormatFault(code, file, line, `${why} Redemandez l’export de votre établissement pour l’année voulue.`);
}
