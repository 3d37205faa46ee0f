import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";

export const database = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});
export const TableName = process.env.TABLE_NAME;

/** One item, as whoever wrote it typed it. */
export const getItem = async <Item>(pk: string, sk: string): Promise<Item | undefined> => {
  const { Item } = await database.send(new GetCommand({ TableName, Key: { pk, sk } }));
  return Item as Item | undefined;
};

/** The items of a partition whose sort key begins with a prefix. */
export const queryItems = async <Item>(pk: string, prefix: string): Promise<Item[]> => {
  const { Items = [] } = await database.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: "pk = :pk and begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": pk, ":prefix": prefix },
    }),
  );
  return Items as Item[];
};

/** Up to a hundred items by key, in no particular order. */
export const getItems = async <Item>(Keys: { pk: string; sk: string }[]): Promise<Item[]> => {
  const { Responses = {} } = await database.send(
    new BatchGetCommand({ RequestItems: { [TableName ?? ""]: { Keys } } }),
  );
  return Object.values(Responses).flat() as Item[];
};
