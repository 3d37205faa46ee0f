import type { RecordReader } from "../record-reader.ts";
import type { StatedAddress } from "../statement.ts";

/** Reads an address of four columns, by their headers; nothing when all but the country are empty. */
export function readPostalAddress(
  attributes: RecordReader,
  ...[street, postalCode, city, country]: readonly [string, string, string, string]
): StatedAddress | undefined {
  const lines = attributes.all(street);
  const address = { postalCode: attributes.one(postalCode), city: attributes.one(city) };
  if (lines.length === 0 && address.postalCode === undefined && address.city === undefined) return undefined;
  return { lines, ...address, country: attributes.one(country) };
}
