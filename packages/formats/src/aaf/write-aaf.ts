import { escapeXml, type XmlEncoding } from "../xml/encode-xml.ts";
import type { AafCategory } from "./file-name.ts";
import type { AafEntry } from "./read-aaf.ts";

/** What to write of an entry; lines come with the file. An attribute without value is written empty, as the academies do. */
export type AafEntryToWrite = Pick<AafEntry, "operation" | "id" | "attributes">;

/**
 * Writes one AAF file of one category, as text in pieces: one for the head, one an entry, one for the end.
 * The bytes come from `encodeXml` with the same encoding. Elements are in the order of the DTD.
 */
export function* writeAaf(
  category: AafCategory,
  entries: Iterable<AafEntryToWrite>,
  encoding: XmlEncoding = "UTF-8",
): Generator<string> {
  yield `<?xml version="1.0" encoding="${encoding}"?>\n<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">\n<ficAlimMENESR>\n`;
  for (const entry of entries) yield request(category, entry);
  yield "</ficAlimMENESR>\n";
}

const categoryAttributes: Readonly<Record<AafCategory, readonly [string, string]>> = {
  EtabEducNat: ["categorieStructure", "EtabEducNat"],
  MatiereEducNat: ["categorieMatiere", "MatEducNat"],
  MefEducNat: ["categorieMef", "MefEducNat"],
  PersRelEleve: ["categoriePersonne", "PersRelEleve"],
  Eleve: ["categoriePersonne", "Eleve"],
  PersEducNat: ["categoriePersonne", "PersEducNat"],
};

function request(category: AafCategory, { operation, id, attributes }: AafEntryToWrite): string {
  const [name, value] = categoryAttributes[category];
  const head = `<operationalAttributes>${element("attr", name, [value])}</operationalAttributes>\n<identifier><id>${escapeXml(id)}</id></identifier>`;
  const [container, item] = operation === "modify" ? ["modifications", "modification"] : ["attributes", "attr"];
  const written = [...attributes].map(([attribute, values]) => element(item, attribute, values)).join("\n");
  const body = operation === "delete" ? "" : `<${container}>\n${written}\n</${container}>`;
  return `<${operation}Request>${head}${body}</${operation}Request>\n`;
}

function element(item: string, name: string, values: readonly string[]): string {
  const written =
    values.map((value) => (value === "" ? "<value/>" : `<value>${escapeXml(value)}</value>`)).join("") || "<value/>";
  const operation = item === "modification" ? ' operation="replace"' : "";
  return `<${item} name="${escapeXml(name)}"${operation}>${written}</${item}>`;
}
