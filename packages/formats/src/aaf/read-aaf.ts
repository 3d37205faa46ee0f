import { FormatFault } from "../fault.ts";
import type { LineOfFile } from "../problem.ts";
import { readRecords, type XmlElement } from "../xml/read-records.ts";
import { type AafCategory, aafCategories } from "./file-name.ts";

/** One request of an AAF file. */
export interface AafEntry extends LineOfFile {
  readonly operation: "add" | "modify" | "delete";
  readonly category: AafCategory;
  /** The join id; empty when the file has none, which the mappers refuse. */
  readonly id: string;
  /** Values by attribute, in the order of the file; empty values are dropped. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

const operations: ReadonlyMap<string, AafEntry["operation"]> = new Map([
  ["addRequest", "add"],
  ["modifyRequest", "modify"],
  ["deleteRequest", "delete"],
]);

/**
 * Reads an AAF file (`ficAlimMENESR`), one entry at a time, in flat memory.
 *
 * A full delivery has only `add`. `modify` and `delete` follow the DTD; what a real Delta means by them is not verified.
 * @throws FormatFault of {@link readRecords}; `wrong-format` for an element that is no request; `unknown-category`.
 */
export async function* readAaf(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<AafEntry> {
  for await (const record of readRecords(bytes, file, "ficAlimMENESR")) {
    const { line } = record;
    const operation = operations.get(record.name);
    if (operation === undefined) {
      throw new FormatFault(
        "wrong-format",
        file,
        line,
        `<${record.name}> n'a pas sa place dans un fichier AAF. Redemandez l'export.`,
      );
    }
    const id = childrenOf(record, "identifier")[0]?.text ?? "";
    const category = categoryOf(record, file);
    const values = [...childrenOf(record, "attributes"), ...childrenOf(record, "modifications")];
    yield { file, line, operation, category, id, attributes: new Map(values.flatMap(attributeOf)) };
  }
}

function childrenOf(record: XmlElement, name: string): readonly XmlElement[] {
  return record.children.find((child) => child.name === name)?.children ?? [];
}

function attributeOf({ attributes, children }: XmlElement): [string, readonly string[]][] {
  const values = children.map((value) => value.text).filter((text) => text !== "");
  return values.length === 0 ? [] : [[attributes.name ?? "", values]];
}

function categoryOf(record: XmlElement, file: string): AafCategory {
  const written = childrenOf(record, "operationalAttributes")[0]?.children[0]?.text ?? "";
  // The real files named MatiereEducNat say MatEducNat inside.
  const name = written === "MatEducNat" ? "MatiereEducNat" : written;
  const category = aafCategories.find((known) => known === name);
  if (category === undefined) {
    throw new FormatFault(
      "unknown-category",
      file,
      record.line,
      `La catégorie « ${written} » n'est pas une catégorie AAF du second degré. Redemandez l'export.`,
    );
  }
  return category;
}
