import { setTimeout as delay } from "node:timers/promises";
import type { TableModel } from "./assembly/tables.ts";
import { awsCall } from "./engines/aws-call.ts";

/** Items read at once, and how many times as long the engine is left alone after: it answers nobody else while it reads. */
const PAGE = 100;
const REST = 4;

type Item = Readonly<Record<string, unknown>>;

/**
 * Deletes the items whose time to live is past, as DynamoDB does within days and the embedded engine never does.
 * `nowSeconds` is in seconds since the epoch; it ends early, between two pages, when `isOver` says so. Returns how many were deleted. The stream record of such a deletion
 * lacks the `userIdentity` by which AWS marks its own service: a consumer cannot tell it from another deletion here.
 */
export async function sweepTtl(
  table: TableModel,
  endpoint: string,
  nowSeconds: number,
  isOver = () => false,
): Promise<number> {
  if (table.ttlAttribute === undefined) return 0;
  const names = { "#ttl": table.ttlAttribute };
  const values = { ":now": { N: String(Math.floor(nowSeconds)) } };
  const keys = table.definition.KeySchema.map(({ AttributeName }) => AttributeName);
  const expired = { ExpressionAttributeNames: names, ExpressionAttributeValues: values };
  let deleted = 0;
  let ExclusiveStartKey: Item | undefined;
  do {
    const begun = performance.now();
    const page: { Items: Item[]; LastEvaluatedKey?: Item } = await awsCall(endpoint, "DynamoDB_20120810.Scan", {
      TableName: table.name,
      FilterExpression: "#ttl <= :now",
      Limit: PAGE,
      ...expired,
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    });
    for (const item of page.Items) {
      const Key = Object.fromEntries(keys.map((name) => [name, item[name]]));
      // The condition spares an item whose life was prolonged since it was read.
      const gone = await awsCall(endpoint, "DynamoDB_20120810.DeleteItem", {
        TableName: table.name,
        Key,
        ConditionExpression: "#ttl <= :now",
        ...expired,
      }).then(
        () => 1,
        () => 0,
      );
      deleted += gone;
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
    if (ExclusiveStartKey !== undefined) await delay((performance.now() - begun) * REST);
  } while (ExclusiveStartKey !== undefined && !isOver());
  return deleted;
}

/**
 * Sweeps all tables again and again until the returned function is called. An item goes once it is past on the real
 * clock and on the school clock, since functions write lives by either.
 */
export function startTtlSweeper(options: {
  tables: readonly TableModel[];
  endpoint: string;
  everyMs: number;
  clockOffsetMs: number;
  onLine(line: string): void;
}): () => Promise<void> {
  let current: Promise<unknown> = Promise.resolve();
  let stopped = false;
  const sweepAll = async (nowSeconds: number): Promise<void> => {
    for (const table of options.tables)
      if (!stopped) await sweepTtl(table, options.endpoint, nowSeconds, () => stopped);
  };
  const sweep = () => {
    const nowSeconds = (Date.now() + Math.min(0, options.clockOffsetMs)) / 1_000;
    current = current.then(() => sweepAll(nowSeconds)).catch((error) => options.onLine(`time to live: ${error}`));
  };
  const timer = setInterval(sweep, options.everyMs).unref();
  return async () => {
    clearInterval(timer);
    stopped = true;
    await current;
  };
}
