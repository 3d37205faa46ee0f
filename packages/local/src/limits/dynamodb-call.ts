import type { TableModel } from "../assembly/tables.ts";
import { type Item, itemUnits } from "./item-size.ts";

/** One partition that a call reads or writes. */
export interface Touch {
  readonly table: string;
  readonly index?: string | undefined;
  /** Value of the partition key; undefined for a scan, or where only the engine could tell. */
  readonly key?: string | undefined;
  /** Its part in what the call costs, and what it costs by itself where the engine does not say. */
  readonly units: number;
}

export interface Call {
  readonly kind: "read" | "write";
  readonly action: string;
  readonly input: Input;
  readonly touches: readonly Touch[];
}

interface Write {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
}

export type BatchInput = Readonly<
  Record<string, { readonly Keys: readonly Item[] } | readonly Record<string, Omit<Write, "TableName">>[]>
>;

export interface Input extends Partial<Write> {
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly RequestItems?: BatchInput;
  readonly TransactItems?: readonly Readonly<Record<string, Write>>[];
}

/** Partition key of a table and of its indexes. */
export interface Keys {
  readonly table: string;
  readonly indexes: ReadonlyMap<string, string>;
}

/** The partition keys of the assembly's tables, by table name. */
export function keysOf(tables: readonly TableModel[]): ReadonlyMap<string, Keys> {
  const hashOf = (schema: TableModel["definition"]["KeySchema"]) =>
    schema.find(({ KeyType }) => KeyType === "HASH")?.AttributeName ?? "";
  return new Map(
    tables.map(({ name, definition }) => {
      const indexes = (definition.GlobalSecondaryIndexes ?? []).map(
        (one) => [one.IndexName, hashOf(one.KeySchema)] as const,
      );
      return [name, { table: hashOf(definition.KeySchema), indexes: new Map(indexes) }];
    }),
  );
}

const textOf = (item: Item | undefined, name: string): string | undefined => {
  const value = item?.[name];
  return value === undefined ? undefined : (value.S ?? value.N ?? value.B);
};

/** `attribute = :value` pairs of an expression, names resolved. */
function equalities(expression: string, names: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> {
  const pairs = expression.matchAll(/(#?[\w.]+)\s*=\s*(:\w+)/g);
  return new Map([...pairs].map(([, name = "", value = ""]) => [names[name] ?? name, value]));
}

/** What a call touches, from its request; undefined for one that takes no capacity (or PartiQL, which nothing here uses). */
export function readCall(action: string, input: Input, keys: ReadonlyMap<string, Keys>): Call | undefined {
  const call = (kind: Call["kind"], touches: readonly Touch[]): Call => ({ kind, action, input, touches });
  const read = (table: string, key: Item | undefined): Touch => ({
    table,
    key: textOf(key, keys.get(table)?.table ?? ""),
    units: 1,
  });
  const write = (one: Write): Touch[] => {
    const { TableName: table, Item: item, Key, UpdateExpression } = one;
    const schema = keys.get(table);
    const set = UpdateExpression === undefined ? undefined : equalities(UpdateExpression, one.ExpressionAttributeNames);
    const indexes = [...(schema?.indexes ?? [])].flatMap(([index, name]) => {
      const key = textOf(item, name) ?? textOf(one.ExpressionAttributeValues, set?.get(name) ?? "");
      return key === undefined ? [] : [{ table, index, key, units: 1 }];
    });
    const units = item === undefined ? 1 : itemUnits(item);
    return [{ table, key: textOf(item ?? Key, schema?.table ?? ""), units }, ...indexes];
  };
  const { TableName: table = "", RequestItems = {}, TransactItems = [] } = input;
  switch (action) {
    case "GetItem":
      return call("read", [read(table, input.Key)]);
    case "Query": {
      const name =
        input.IndexName === undefined ? keys.get(table)?.table : keys.get(table)?.indexes.get(input.IndexName);
      const value = equalities(input.KeyConditionExpression ?? "", input.ExpressionAttributeNames).get(name ?? "");
      const key = textOf(input.ExpressionAttributeValues, value ?? "");
      return call("read", [{ table, index: input.IndexName, key, units: 1 }]);
    }
    case "Scan":
      return call("read", [{ table, index: input.IndexName, units: 1 }]);
    case "BatchGetItem":
      return call(
        "read",
        Object.entries(RequestItems).flatMap(([name, asked]) =>
          "Keys" in asked ? asked.Keys.map((key) => read(name, key)) : [],
        ),
      );
    case "TransactGetItems":
      return call(
        "read",
        TransactItems.flatMap((one) => Object.values(one)).map(({ TableName, Key }) => read(TableName, Key)),
      );
    case "PutItem":
    case "UpdateItem":
    case "DeleteItem":
      return call("write", write({ ...input, TableName: table }));
    case "BatchWriteItem":
      return call(
        "write",
        Object.entries(RequestItems).flatMap(([TableName, asked]) =>
          "Keys" in asked
            ? []
            : asked.flatMap((one) => Object.values(one)).flatMap((one) => write({ TableName, ...one })),
        ),
      );
    case "TransactWriteItems":
      // Prepared, then committed: twice the units (docs "Managing complex workflows with transactions").
      return call(
        "write",
        TransactItems.flatMap((one) => Object.values(one))
          .flatMap(write)
          .map((touch) => (touch.index === undefined ? { ...touch, units: touch.units * 2 } : touch)),
      );
    default:
      return undefined;
  }
}
