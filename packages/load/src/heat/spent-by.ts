import type { Answer, Asked } from "../wire/watch-wire.ts";
import type { Spent } from "./heat-map.ts";

interface Value {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly L?: readonly Value[];
  readonly M?: Item;
}
type Item = Readonly<Record<string, Value>>;

interface Consumed {
  readonly CapacityUnits?: number;
  readonly Table?: { readonly CapacityUnits?: number };
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, { readonly CapacityUnits?: number }>>;
}

interface Write {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
}

const KIB = 1024;

const bytesOf = ({ S, N, B, L, M }: Value): number =>
  Buffer.byteLength(S ?? N ?? "") +
  Math.ceil(((B ?? "").length * 3) / 4) +
  (L ?? []).reduce((sum, one) => sum + 1 + bytesOf(one), 0) +
  (M === undefined ? 1 : sizeOf(M));

/** Bytes of an item as DynamoDB counts them, names included; numbers a little too many. */
const sizeOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value), 3);

const unitsOf = ({ Item: item }: Write): number => (item === undefined ? 1 : Math.ceil(sizeOf(item) / KIB));
const tableOf = (name: unknown): string => String(name).replace(/-[0-9a-f]{8}$/, "");
const keyOf = ({ TableName, Item: item, Key }: Write): string => `${tableOf(TableName)} ${(item ?? Key)?.pk?.S ?? "?"}`;
const indexKeyOf = ({ TableName, Item: item }: Write, index: string): string =>
  `${tableOf(TableName)}.${index} ${item?.[`${index}pk`]?.S ?? "?"}`;

const totalOf = (answer: Answer): number =>
  [(answer.ConsumedCapacity ?? []) as Consumed | readonly Consumed[]]
    .flat()
    .reduce((sum, one) => sum + ((one as Consumed).CapacityUnits ?? 0), 0);

/** The partition a query reads: the value its condition holds equal to the partition key. */
const queried = ({ TableName, IndexName, KeyConditionExpression, ...input }: Asked["input"]): string => {
  const names = (input.ExpressionAttributeNames ?? {}) as Readonly<Record<string, string>>;
  const values = (input.ExpressionAttributeValues ?? {}) as Item;
  const equals = [...String(KeyConditionExpression).matchAll(/(#?\w+)\s*=\s*(:\w+)/g)];
  const [, , value = ""] = equals.find(([, name = ""]) => /pk$/.test(names[name] ?? name)) ?? [];
  return `${tableOf(TableName)}${IndexName === undefined ? "" : `.${IndexName}`} ${values[value]?.S ?? "?"}`;
};

const ofWrites = (writes: readonly Write[], factor: number, answer: Answer): readonly Spent[] => {
  const spent = writes.map((write) => ({ key: keyOf(write), rru: 0, wru: factor * unitsOf(write) }));
  // An item that was larger before costs what it was: the engine knows, and the largest one is charged with it.
  const missing = totalOf(answer) - spent.reduce((sum, { wru }) => sum + wru, 0);
  const largest = spent.toSorted((a, b) => b.wru - a.wru)[0];
  return missing > 0 && largest !== undefined ? [...spent, { ...largest, wru: missing }] : spent;
};

const ofIndexes = (write: Write, answer: Answer): readonly Spent[] => {
  const { GlobalSecondaryIndexes = {} } = (answer.ConsumedCapacity ?? {}) as Consumed;
  return Object.entries(GlobalSecondaryIndexes).map(([index, { CapacityUnits = 0 }]) => ({
    key: indexKeyOf(write, index),
    rru: 0,
    wru: CapacityUnits,
  }));
};

/**
 * What a call took of each partition, indexes included. A transaction is split by the sizes of its items, twice their units each. A write that was refused
 * (`answer` is then empty) costs as much as one that was not.
 */
export const spentBy = ({ action, input }: Asked, answer: Answer): readonly Spent[] => {
  if (action === "GetItem") return [{ key: keyOf(input as unknown as Write), rru: totalOf(answer), wru: 0 }];
  if (action === "Query") return [{ key: queried(input), rru: totalOf(answer), wru: 0 }];
  if (action === "BatchGetItem") {
    const asked = Object.entries(input.RequestItems as Readonly<Record<string, { readonly Keys: readonly Item[] }>>);
    const keys = asked.flatMap(([TableName, { Keys }]) => Keys.map((Key) => keyOf({ TableName, Key })));
    return keys.map((key) => ({ key, rru: totalOf(answer) / keys.length, wru: 0 }));
  }
  if (action === "TransactWriteItems") {
    const items = input.TransactItems as readonly Readonly<Record<string, Write>>[];
    return ofWrites(
      items.flatMap((one) => Object.values(one)),
      2,
      answer,
    );
  }
  if (action === "BatchWriteItem") {
    const asked = Object.entries(
      input.RequestItems as Readonly<Record<string, readonly Readonly<Record<string, Omit<Write, "TableName">>>[]>>,
    );
    const writes = asked.flatMap(([TableName, all]) =>
      all.flatMap((one) => Object.values(one).map((write) => ({ TableName, ...write }))),
    );
    return ofWrites(writes, 1, answer);
  }
  const write = input as unknown as Write;
  const indexes = ofIndexes(write, answer);
  const ofTable = totalOf(answer) - indexes.reduce((sum, { wru }) => sum + wru, 0);
  return [{ key: keyOf(write), rru: 0, wru: Math.max(ofTable, unitsOf(write)) }, ...indexes];
};
