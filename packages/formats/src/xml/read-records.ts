import { FormatFault } from "../fault.ts";
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
 * Reads a file made of one root and many records: yields each child of the root, whole, and forgets it.
 *
 * @throws FormatFault of {@link readXml}; `wrong-format` when the root is not `root`; `too-long` for a record above
 * {@link maxRecordLength}.
 */
export async function* readRecords(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  root: string,
): AsyncGenerator<XmlElement> {
  const open: OpenElement[] = [];
  let length = 0;
  for await (const event of readXml(bytes, file)) {
    const parent = open.at(-1);
    if (event.kind === "open") {
      const { name, attributes, line } = event;
      if (parent === undefined && name !== root) {
        throw new FormatFault(
          "wrong-format",
          file,
          line,
          `Le fichier commence par <${name}> au lieu de <${root}> : ce n'est pas le bon fichier.`,
        );
      }
      if (open.length === 1) length = 0;
      length += elementCost + name.length + Object.values(attributes).join("").length;
      open.push({ name, attributes, line, children: [], text: "" });
    } else if (event.kind === "text") {
      length += event.text.length;
      if (parent !== undefined && open.length > 1) parent.text += event.text.trim();
    } else {
      const element = open.pop();
      const holder = open.at(-1);
      if (element === undefined || holder === undefined) continue;
      if (open.length === 1) yield element;
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

/** The text of the first child of that name, or nothing when it is absent or empty. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text || undefined;
}
