import { FormatFault } from "../fault.ts";

/** Declared encoding, and the name under which Node decodes it. */
const encodings: ReadonlyMap<string, string> = new Map([
  ["utf-8", "utf-8"],
  ["iso-8859-1", "windows-1252"],
  ["iso-8859-15", "iso-8859-15"],
  ["windows-1252", "windows-1252"],
]);
const declarationBytes = 256;
const pieceBytes = 16 * 1024;

/**
 * Decodes XML by the encoding its declaration names, in pieces of at most 16 Ki characters.
 *
 * Known: UTF-8, ISO-8859-1 (read as windows-1252, its superset), ISO-8859-15, windows-1252.
 * @throws FormatFault `encoding`: none declared, unknown, or text that is visibly in another one, with its line.
 */
export async function* decodeXml(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string> {
  let head: Uint8Array = new Uint8Array();
  let decode: ((piece: Uint8Array, stream: boolean) => string) | undefined;
  for await (const chunk of bytes) {
    let rest = chunk;
    if (decode === undefined) {
      head = Buffer.concat([head, chunk]);
      if (head.length < declarationBytes) continue;
      decode = textDecoder(head, file);
      rest = head;
    }
    for (let at = 0; at < rest.length; at += pieceBytes) yield decode(rest.subarray(at, at + pieceBytes), true);
  }
  const last = decode === undefined ? head : new Uint8Array();
  yield (decode ?? textDecoder(head, file))(last, false);
}

function textDecoder(head: Uint8Array, file: string): (piece: Uint8Array, stream: boolean) => string {
  const encoding = declaredEncoding(head, file);
  const wrong = wrongText(encoding);
  const decoder = new TextDecoder(encoding);
  let line = 1;
  let lastCharacter = "";
  return (piece, stream) => {
    const text = decoder.decode(piece, { stream });
    const seen = lastCharacter + text;
    const found = seen.search(wrong);
    if (found >= 0) {
      const at = line + newLines(seen.slice(lastCharacter.length, found));
      throw new FormatFault(
        "encoding",
        file,
        at,
        "Le texte n'est pas dans l'encodage qu'annonce la première ligne du fichier : les accents seraient perdus. Redemandez l'export, ou corrigez l'encodage annoncé.",
      );
    }
    line += newLines(text);
    lastCharacter = seen.slice(-1);
    return text;
  };
}

/**
 * What no text of that encoding contains. UTF-8: the mark of bytes that are not UTF-8 (found in the file itself, it says that an
 * accent was lost earlier). One byte a character: every byte decodes, so UTF-8 shows as pairs ("ZoÃ©") or control characters.
 */
function wrongText(encoding: string): RegExp {
  if (encoding === "utf-8") return /\ufffd/;
  const continuationBytes = Uint8Array.from({ length: 64 }, (_, index) => 0x80 + index);
  return new RegExp(`[ÃÂ][${new TextDecoder(encoding).decode(continuationBytes)}]|[\\u0080-\\u009f]`);
}

function declaredEncoding(head: Uint8Array, file: string): string {
  const start = Buffer.from(head.subarray(0, declarationBytes)).toString("latin1");
  if (head.length === 0) throw new FormatFault("cut", file, 1, "Le fichier est vide. Redemandez l'export.");
  const declared = /^(?:ï»¿)?<\?xml\s[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(start)?.[1];
  const encoding = encodings.get(declared?.toLowerCase() ?? "");
  if (encoding === undefined) {
    const cause =
      declared === undefined ? "n'annonce pas d'encodage" : `annonce l'encodage « ${declared} », qui n'est pas accepté`;
    throw new FormatFault(
      "encoding",
      file,
      1,
      `La première ligne du fichier ${cause}. Elle doit annoncer UTF-8, ISO-8859-1, ISO-8859-15 ou windows-1252.`,
    );
  }
  return encoding;
}

function newLines(text: string): number {
  return text.split("\n").length - 1;
}
