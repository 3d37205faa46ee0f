import type { ProofType } from "./statement.ts";

/** What a family may attach: at most ten million bytes, as telephones take photographs. */
export const MOST_PROOF_BYTES = 10_000_000;

/** The bytes that tell the types apart lie within these first ones. */
export const HEAD_BYTES = 12;

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

const begins = (bytes: Uint8Array, ...signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** Brands of the ISO base media format under which telephones write HEIC (ISO/IEC 23008-12). */
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "mif1", "msf1"];

const SIGNATURES: Readonly<Record<ProofType, (head: Uint8Array) => boolean>> = {
  "application/pdf": (head) => ascii(head, 0, 5) === "%PDF-",
  "image/jpeg": (head) => begins(head, 0xff, 0xd8, 0xff),
  "image/png": (head) => begins(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  "image/heic": (head) => ascii(head, 4, 8) === "ftyp" && HEIC_BRANDS.includes(ascii(head, 8, 12)),
};

/** Whether a file begins as files of its announced type do: a page of HTML named `.pdf` is opened by nobody. */
export const isWhatItSays = (head: Uint8Array, type: ProofType): boolean => SIGNATURES[type](head);

/** Where a proof lies. The year comes first, so that a whole year can be removed. */
export const proofKey = ({
  schoolId,
  schoolYear,
  statementId,
}: {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly statementId: string;
}): string => `proofs/${schoolYear}/${schoolId}/${statementId}`;
