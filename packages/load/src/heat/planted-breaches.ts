import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Random } from "@preau/demo/world/random";
import { documentClient } from "@preau/store";
import { freshTable } from "../../../../test/support/fresh-table.ts";
import { firstLessons } from "./lycee.ts";
import type { Moment } from "./morning.ts";

const PUPILS_A_CLASS = 27;
/** Two thousand pupils in one item. */
const BOARD_BYTES = 390_000;

/**
 * Two designs that this product does not have, played beside it so that the bar is seen to bite: one counter of the whole school that every
 * pupil called adds to, and one board of the whole school that every sheet reads.
 */
export const plantedBreaches = (withinSeconds: number, random: Random) => {
  let TableName = "";
  const key = (what: string) => ({ pk: `SCHOOL#${what}`, sk: "ALL" });
  const counted = async (): Promise<void> => {
    for (let pupil = 0; pupil < PUPILS_A_CLASS; pupil += 1)
      await documentClient.send(
        new UpdateCommand({
          TableName,
          Key: key("COUNTER"),
          UpdateExpression: "ADD #counted :one",
          ExpressionAttributeNames: { "#counted": "counted" },
          ExpressionAttributeValues: { ":one": 1 },
        }),
      );
  };
  const read = async (): Promise<void> =>
    void (await documentClient.send(new GetCommand({ TableName, Key: key("BOARD"), ConsistentRead: true })));
  const moments = firstLessons.flatMap((): readonly Moment[] => [
    { second: random.int(withinSeconds), run: read },
    { second: random.int(withinSeconds / 2), run: counted },
  ]);
  return {
    planted: moments,
    prepare: async (): Promise<void> => {
      TableName = await freshTable({ name: "planted", table: {} });
      await documentClient.send(new PutCommand({ TableName, Item: { ...key("BOARD"), all: "x".repeat(BOARD_BYTES) } }));
    },
  };
};
