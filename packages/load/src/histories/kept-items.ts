import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store";

/** An item as it lies in the table. */
export type KeptItem = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** Everything a table holds, by partition. */
export const keptItems = async (
  table: string,
  client = documentClient,
): Promise<ReadonlyMap<string, readonly KeptItem[]>> => {
  const found: KeptItem[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName: table,
        ConsistentRead: true,
        ...(from !== undefined && { ExclusiveStartKey: from }),
      }),
    );
    found.push(...(Items as KeptItem[]));
    from = LastEvaluatedKey;
  } while (from !== undefined);
  return Map.groupBy(found, ({ pk }) => pk);
};
