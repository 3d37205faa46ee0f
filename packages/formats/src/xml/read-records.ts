import { FormatFault } from "../fault.ts";
import type { SourceRecord } from "../record-reader.ts";
import { readXml } from "./read-xml.ts";

/** One element and what it holds. `text` is its own text, trimmed. */
export interface XmlElement {
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/** Characters of one record: names, attribute values and texts together, each element counted for 100 more. A school with 3,000 groups fits. */
export const maxRecordLength = 1024 * 1024;
const elementCost = 100;

/**
 * Reads a file made of one root and many records: yields each child of the root, whole, and forgets it. With `names`, the records
 * are instead the outermost elements so named, at any depth; what lies outside of them is passed over.
 *
 * @throws FormatFault of {@link readXml}; `wrong-format` when the root is not `root`; `too-long` for a record above
 * {@link maxRecordLength}.
 */
export async function* readRecords(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  root: string,
  names?: ReadonlySet<string>,
): AsyncGenerator<XmlElement> {
  const open: OpenElement[] = [];
  let depth = 0;
  let length = 0;
  for await (const event of readXml(bytes, file)) {
    const parent = open.at(-1);
    if (event.kind === "open") {
      const { name, attributes, line } = event;
      depth += 1;
      if (depth === 1 && name !== root) {
        throw new FormatFault(
          "wrong-format",
          file,
          line,
          `Le fichier commence par <${name}> au lieu de <${root}> : ce n'est pas le bon fichier.`,
        );
      }
      if (parent === undefined) length = 0;
      if (parent === undefined && (depth === 1 || names?.has(name) === false)) continue;
      length += elementCost + name.length + Object.values(attributes).join("").length;
      open.push({ name, attributes, line, children: [], text: "" });
    } else if (event.kind === "text") {
      length += event.text.length;
      if (parent !== undefined) parent.text += event.text.trim();
    } else {
      depth -= 1;
      const element = open.pop();
      if (element === undefined) continue;
      const holder = open.at(-1);
      if (holder === undefined) yield element;
      else holder.children.push(element);
    }
    if (length > maxRecordLength) {
      throw new FormatFault(
        "too-long",
        file,
        event.line,
        "Un seul enregistrement dépasse 1 Mio : ce n'est pas un export scolaire. Vérifiez d'où vient le fichier.",
      );
    }
  }
}

/** The first child of that name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

/** The children of the first child of that name: the rows of a list. */
export function listed(element: XmlElement, name: string): readonly XmlElement[] {
  return child(element, name)?.children ?? [];
}

/** An element as a record: the texts of its children by name, and its own attributes. */
export function recordOf(element: XmlElement, file: string, id: string): SourceRecord {
  const values = [
    ...Object.entries(element.attributes),
    ...element.children.map(({ name, text }): [string, string] => [name, text]),
  ];
  const attributes = new Map<string, string[]>();
  for (const [name, text] of values) {
    const trimmed = text.trim();
    if (trimmed !== "") attributes.set(name, [...(attributes.get(name) ?? []), trimmed]);
  }
  return { file, line: element.line, id, attributes };
}

/** The text of the first child of that name, or nothing when it is absent or empty. */
export function childText(element: XmlElement, name: string): string | undefined {
  return child(element, name)?.text || undefined;
}
