import type { WrittenFile } from "../zip/write-zip.ts";

const block = 512;

/** What ends a tar. */
export const tarEnd: Uint8Array = new Uint8Array(2 * block);

/** One file of a tar (POSIX ustar): its header, its bytes, filled up to a whole block. A name has at most 100 characters. */
export function* tarEntry({ name, bytes }: WrittenFile, at: Date): Generator<Uint8Array> {
  yield header(name, bytes.length, at);
  yield bytes;
  const rest = bytes.length % block;
  if (rest > 0) yield new Uint8Array(block - rest);
}

function header(name: string, size: number, at: Date): Uint8Array {
  const bytes = Buffer.alloc(block);
  bytes.write(name, 0, 100, "ascii");
  bytes.write(octal(0o644, 7), 100);
  bytes.write(octal(0, 7), 108);
  bytes.write(octal(0, 7), 116);
  bytes.write(octal(size, 11), 124);
  bytes.write(octal(Math.floor(at.getTime() / 1000), 11), 136);
  bytes.fill(" ", 148, 156);
  bytes.write("0", 156);
  bytes.write("ustar\u000000", 257, "ascii");
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${octal(sum, 6)}\u0000 `, 148, "ascii");
  return bytes;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}
