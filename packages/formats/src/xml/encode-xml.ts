/** The encodings we write. */
export type XmlEncoding = "UTF-8" | "ISO-8859-15";

/** The eight places where ISO-8859-15 differs from ISO-8859-1. */
const latin9: ReadonlyMap<string, number> = new Map([
  ["€", 0xa4],
  ["Š", 0xa6],
  ["š", 0xa8],
  ["Ž", 0xb4],
  ["ž", 0xb8],
  ["Œ", 0xbc],
  ["œ", 0xbd],
  ["Ÿ", 0xbe],
]);
const replacedInLatin9 = new Set(latin9.values());

/** Escapes a text or an attribute value. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => {
    return { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[character] ?? "&#13;";
  });
}

/** Encodes XML text, piece by piece; a character that the encoding lacks becomes a numeric reference, so nothing is lost. */
export function* encodeXml(pieces: Iterable<string>, encoding: XmlEncoding): Generator<Uint8Array> {
  for (const piece of pieces) yield encoding === "UTF-8" ? Buffer.from(piece) : encodeLatin9(piece);
}

function encodeLatin9(text: string): Uint8Array {
  const codes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = latin9.get(character) ?? (point < 256 && !replacedInLatin9.has(point) ? point : undefined);
    if (code === undefined) codes.push(...Buffer.from(`&#${point};`));
    else codes.push(code);
  }
  return Uint8Array.from(codes);
}
