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

/** A text as an application limited to ISO-8859-15 holds it: a letter it lacks loses its accent, and is `?` when that is not enough. */
export function toLatin9(text: string): string {
  return Array.from(text.normalize("NFC"), (character) => {
    if (latin9Code(character) !== undefined) return character;
    const plain = character.normalize("NFD").replace(/\p{M}/gu, "");
    return plain !== "" && latin9Code(plain) !== undefined ? plain : "?";
  }).join("");
}

function encodeLatin9(text: string): Uint8Array {
  const codes: number[] = [];
  for (const character of text) {
    const code = latin9Code(character);
    if (code === undefined) codes.push(...Buffer.from(`&#${character.codePointAt(0) ?? 0};`));
    else codes.push(code);
  }
  return Uint8Array.from(codes);
}

function latin9Code(character: string): number | undefined {
  const point = character.codePointAt(0) ?? 0;
  return latin9.get(character) ?? (point < 256 && !replacedInLatin9.has(point) ? point : undefined);
}
