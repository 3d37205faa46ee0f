import type { StatedAddress } from "../statement.ts";
import { childText, type XmlElement } from "../xml/read-records.ts";

/** Reads an `ADRESSE` row: four free lines and a box number, then a French post office or a town abroad; nothing when all are empty. */
export function mapAddress(row: XmlElement): StatedAddress | undefined {
  const names = ["LIGNE1_ADRESSE", "LIGNE2_ADRESSE", "LIGNE3_ADRESSE", "LIGNE4_ADRESSE", "BOITE_POSTALE"];
  const lines = names.flatMap((name) => childText(row, name) ?? []);
  const postalCode = childText(row, "CODE_POSTAL");
  const city = childText(row, "LIBELLE_POSTAL") ?? childText(row, "COMMUNE_ETRANGERE");
  if (lines.length === 0 && postalCode === undefined && city === undefined) return undefined;
  return { lines, postalCode, city, country: childText(row, "LL_PAYS") };
}
