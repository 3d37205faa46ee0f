import { describe, expect, it } from "vitest";
import { isWhatItSays } from "./proof.ts";
import type { ProofType } from "./statement.ts";

const text = (words: string) => new TextEncoder().encode(words.padEnd(12, " "));
const HEADS: Readonly<Record<ProofType, Uint8Array>> = {
  "application/pdf": text("%PDF-1.7"),
  "image/jpeg": Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]),
  "image/png": Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
  "image/heic": text("\0\0\0\x18ftypheic"),
};
const TYPES = Object.keys(HEADS) as ProofType[];

describe("a proof", () => {
  it.each(TYPES)("announced as %s is taken when it begins as one, and for no other type", (type) => {
    expect(TYPES.filter((other) => isWhatItSays(HEADS[type], other))).toEqual([type]);
  });

  it.each(["<html>", "<?xml version", "MZ", "", "%PD"])("that begins with %j is nothing a family may send", (words) => {
    expect(TYPES.filter((type) => isWhatItSays(new TextEncoder().encode(words), type))).toEqual([]);
  });

  it("of a film is no photograph, though it lies in the same container", () => {
    expect(isWhatItSays(text("\0\0\0\x18ftypmp42"), "image/heic")).toBe(false);
  });
});
