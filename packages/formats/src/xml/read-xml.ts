import { SaxesParser } from "saxes";
import { type FaultCode, FormatFault } from "../fault.ts";
import { decodeXml } from "./decode-xml.ts";

/** What the reader met, with the line where it ends. Text of spaces only is not told. */
export type XmlEvent =
  | {
      readonly kind: "open";
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly line: number;
    }
  | { readonly kind: "text"; readonly text: string; readonly line: number }
  | { readonly kind: "close"; readonly name: string; readonly line: number };

export const maxXmlDepth = 20;
/** Characters of one text, one tag with its attributes, one comment. */
export const maxXmlLength = 64 * 1024;

const messages = {
  doctype:
    "Le fichier définit ses propres entités (DTD interne), ce qui n'est jamais nécessaire et peut être une attaque. Vérifiez d'où il vient.",
  entity:
    "Le fichier utilise une entité inconnue. Seules &amp;, &lt;, &gt;, &quot; et &apos; sont acceptées. Redemandez l'export.",
  "too-deep": `Les éléments sont imbriqués sur plus de ${maxXmlDepth} niveaux : ce n'est pas un export scolaire.`,
  "too-long": "Une valeur dépasse 64 Kio : ce n'est pas un export scolaire. Vérifiez d'où vient le fichier.",
  cut: "Le fichier est coupé : il s'arrête avant sa fin. Recommencez le transfert.",
  malformed: "Le fichier n'est pas du XML bien formé à cet endroit. Redemandez l'export, sans le modifier.",
} as const;

/**
 * Reads XML as events, in flat memory whatever the size of the file.
 *
 * An external DTD (`SYSTEM "ficAlimMENESR.dtd"`) is accepted and never fetched. What came before a fault is told first
 * (before a wrong encoding, all but the last 16 Ki characters).
 * @throws FormatFault with the line: an internal DTD, an entity beyond the five predefined, a depth above
 * {@link maxXmlDepth}, a value above {@link maxXmlLength} (never held in memory), a wrong encoding, broken or cut XML.
 */
export async function* readXml(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<XmlEvent> {
  const told: XmlEvent[] = [];
  const parser = new SaxesParser({});
  let depth = 0;
  let text = "";
  let ended = false;
  let unfinished = 0;

  function refuse(code: FaultCode & keyof typeof messages): never {
    throw new FormatFault(code, file, parser.line, messages[code]);
  }
  function addText(piece: string): void {
    text += piece;
    if (text.length > maxXmlLength) refuse("too-long");
    unfinished = 0;
  }
  function tellText(): void {
    if (text.trim() !== "") told.push({ kind: "text", text, line: parser.line });
    text = "";
    unfinished = 0;
  }
  parser.on("error", (error) => refuse(ended ? "cut" : /entity/.test(error.message) ? "entity" : "malformed"));
  parser.on("doctype", (doctype) => (doctype.includes("[") ? refuse("doctype") : undefined));
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("comment", () => {
    unfinished = 0;
  });
  parser.on("opentag", ({ name, attributes }) => {
    tellText();
    depth += 1;
    if (depth > maxXmlDepth) refuse("too-deep");
    told.push({ kind: "open", name, attributes, line: parser.line });
  });
  parser.on("closetag", ({ name }) => {
    tellText();
    depth -= 1;
    told.push({ kind: "close", name, line: parser.line });
  });

  let fault: unknown;
  function attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      fault = error;
    }
  }
  for await (const piece of decodeXml(bytes, file)) {
    unfinished += piece.length;
    attempt(() => parser.write(piece));
    for (const event of told.splice(0)) yield event;
    if (fault !== undefined) throw fault;
    if (unfinished > maxXmlLength) refuse("too-long");
  }
  ended = true;
  attempt(() => parser.close());
  for (const event of told.splice(0)) yield event;
  if (fault !== undefined) throw fault;
}
