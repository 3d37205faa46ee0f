import type { BatchDeleteRequest } from "dynamodb-toolbox/entity/actions/batchDelete";
import type { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import type { BatchPutRequest } from "dynamodb-toolbox/entity/actions/batchPut";
import { BatchGetCommand, execute as executeGet } from "dynamodb-toolbox/table/actions/batchGet";
import { BatchWriteCommand, execute as executeWrite } from "dynamodb-toolbox/table/actions/batchWrite";
import type { OpenTable } from "./table.ts";

const ATTEMPTS = 8;
const KEYS_PER_GET = 100;
const ITEMS_PER_WRITE = 25;
const BATCHES_IN_FLIGHT = 8;

/** Pressure that lasted over every attempt: a job is taken up again by its queue, a request answers 503. */
export class StillThrottled extends Error {
  override readonly name = "StillThrottled";
}

const jitter = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(2_000, 25 * 2 ** attempt)));

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

const isEmpty = (left: object | undefined): boolean => Object.values(left ?? {}).flat().length === 0;

/**
 * Reads items 100 keys at a time, in the order asked, `undefined` where there is none. An answer that DynamoDB cut short is asked
 * again whole: an item not delivered must never pass for an item that does not exist.
 */
export const getAll = async <Found = unknown>(
  table: OpenTable,
  requests: readonly BatchGetRequest[],
  options: { readonly consistent?: boolean; readonly attributes?: string[] } = {},
): Promise<readonly (Found | undefined)[]> => {
  const read = async (chunk: readonly BatchGetRequest[], attempt = 1): Promise<readonly unknown[]> => {
    const command = table.build(BatchGetCommand).requests(...chunk);
    const { Responses, UnprocessedKeys } = await executeGet(command.options(options));
    if (isEmpty(UnprocessedKeys)) return Responses[0] ?? chunk.map(() => undefined);
    if (attempt === ATTEMPTS) throw new StillThrottled("DynamoDB left keys unread");
    await jitter(attempt);
    return read(chunk, attempt + 1);
  };
  return (await Promise.all(chunks(requests, KEYS_PER_GET).map((chunk) => read(chunk)))).flat() as (
    | Found
    | undefined
  )[];
};

type BatchWrite = BatchPutRequest | BatchDeleteRequest;

/**
 * Puts and deletes items 25 at a time, eight batches in flight at most; those that DynamoDB left unprocessed are sent again after a
 * jittered wait. No item may be named twice.
 */
export const writeAll = async (table: OpenTable, writes: readonly BatchWrite[]): Promise<void> => {
  const write = async (chunk: readonly BatchWrite[], attempt = 1): Promise<void> => {
    const { UnprocessedItems } = await executeWrite(table.build(BatchWriteCommand).requests(...chunk));
    if (isEmpty(UnprocessedItems)) return;
    if (attempt === ATTEMPTS) throw new StillThrottled("DynamoDB left items unwritten");
    const keyOf = (item: Readonly<Record<string, unknown>> | undefined) => `${item?.pk} ${item?.sk}`;
    const left = new Set(
      Object.values(UnprocessedItems ?? {}).flatMap((all) =>
        all.map((one) => keyOf(one.PutRequest?.Item ?? one.DeleteRequest?.Key)),
      ),
    );
    await jitter(attempt);
    await write(
      chunk.filter((one) => {
        const { PutRequest, DeleteRequest } = one.params();
        return left.has(keyOf(PutRequest?.Item ?? DeleteRequest?.Key));
      }),
      attempt + 1,
    );
  };
  for (const round of chunks(writes, BATCHES_IN_FLIGHT * ITEMS_PER_WRITE))
    await Promise.all(chunks(round, ITEMS_PER_WRITE).map((chunk) => write(chunk)));
};

/** Writes items as `writeAll` does. */
export const putAll = (table: OpenTable, puts: readonly BatchPutRequest[]): Promise<void> => writeAll(table, puts);
