interface Value {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly L?: readonly Value[];
  readonly M?: Item;
}

/** An item as it travels. */
export type Item = Readonly<Record<string, Value>>;

const WRITE_UNIT_BYTES = 1_024;

const bytesOf = ({ S, N, B, SS, NS, L, M }: Value): number =>
  Buffer.byteLength(S ?? N ?? "") +
  Math.ceil(((B ?? "").length * 3) / 4) +
  [...(SS ?? []), ...(NS ?? [])].reduce((sum, one) => sum + Buffer.byteLength(one), 0) +
  (L ?? []).reduce((sum, one) => sum + 1 + bytesOf(one), 0) +
  (M === undefined ? 1 : sizeOf(M) + 3);

/** Bytes as DynamoDB counts them, names included; numbers a little too many. */
const sizeOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value), 0);

/** Units that writing an item takes, were it new: one for each KiB begun. */
export function itemUnits(item: Item): number {
  return Math.ceil(sizeOf(item) / WRITE_UNIT_BYTES);
}
