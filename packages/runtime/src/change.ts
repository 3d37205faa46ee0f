import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBStreamEvent } from "aws-lambda";

/** One committed change of the capability's table: the stream is the outbox. */
export interface Change {
  /** Item type, as dynamodb-toolbox writes it. */
  readonly entity: string;
  readonly before: Readonly<Record<string, unknown>> | undefined;
  readonly after: Readonly<Record<string, unknown>> | undefined;
}

type Image = Parameters<typeof unmarshall>[0];

/** The changes of a batch of the table's stream, oldest first. */
export const changesOf = ({ Records }: DynamoDBStreamEvent): readonly Change[] =>
  Records.map(({ dynamodb }) => {
    const before = dynamodb?.OldImage && unmarshall(dynamodb.OldImage as Image);
    const after = dynamodb?.NewImage && unmarshall(dynamodb.NewImage as Image);
    return { entity: String((after ?? before)?._et ?? ""), before, after };
  });
