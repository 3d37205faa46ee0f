import type { DeliveredFile, DeliveryContext, LabelStatement, Read } from "../statement.ts";
import { childText, type XmlElement } from "../xml/read-records.ts";
import { readSiecleRows } from "./siecle-rows.ts";

/** Labels by code, for the records that only have codes. */
export interface SiecleLabels {
  readonly mefs: Map<string, string>;
  readonly subjects: Map<string, string>;
  readonly regimes: Map<string, string>;
}

/** Reads the labels of one `Nomenclature` into `labels`, and tells those of the levels of study and of the subjects. */
export async function* readNomenclature(
  file: DeliveredFile,
  labels: SiecleLabels,
  context: DeliveryContext,
): AsyncGenerator<Read> {
  for await (const row of readSiecleRows(file, "BEE_NOMENCLATURES", ["MEF", "MATIERE", "REGIME"], context)) {
    const label = childText(row, "LIBELLE_EDITION") ?? childText(row, "LIBELLE_LONG");
    if (label === undefined) continue;
    if (row.name === "REGIME") labels.regimes.set(row.attributes.CODE_REGIME ?? "", label);
    else yield* tell(row, label, labels);
  }
}

function* tell(row: XmlElement, label: string, labels: SiecleLabels): Generator<Read> {
  const of: LabelStatement["of"] = row.name === "MEF" ? "mef" : "subject";
  const code = row.attributes[`CODE_${row.name}`];
  if (code === undefined) return;
  (of === "mef" ? labels.mefs : labels.subjects).set(code, label);
  yield { statement: { kind: "label", of, code, label } };
}

/** The boarding statuses of SIECLE, for a delivery without its nomenclature. Days of half board are 21 to 26, of boarding 31 to 36. */
export const regimeLabels: ReadonlyMap<string, string> = new Map([
  ["0", "EXTERNE LIBRE"],
  ["1", "EXTERNE SURVEILLE"],
  ["2", "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT"],
  ["3", "INTERNE DANS L'ETABLISSEMENT"],
  ["4", "INTERNE EXTERNE"],
  ["5", "INTERNE HEBERGE"],
  ["6", "DEMI-PENSIONNAIRE HORS L'ETABLISSEMENT"],
  ["38", "DEMI INTERNE"],
  ["39", "INTERNE WEEK END"],
]);
