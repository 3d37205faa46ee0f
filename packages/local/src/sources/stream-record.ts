import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { region } from "../engines/aws-call.ts";

export interface StreamRecord {
  eventName: string;
  eventID: string;
  awsRegion: string;
  eventSourceARN: string;
  dynamodb: {
    Keys: Record<string, unknown>;
    NewImage?: Record<string, unknown>;
    OldImage?: Record<string, unknown>;
    SequenceNumber: string;
    ApproximateCreationDateTime: number;
  };
}

/** A record as a function in the cloud would get it: the engine's own region and short event id are replaced. */
export function asDelivered(record: StreamRecord, streamArn: string): StreamRecord {
  const eventID = createHash("md5").update(`${streamArn}|${record.dynamodb.SequenceNumber}`).digest("hex");
  return { ...record, eventID, awsRegion: region, eventSourceARN: streamArn };
}

/** DynamoDB emits no record for a write that changes nothing; the embedded engine does. */
export function changesSomething({ eventName, dynamodb: { NewImage, OldImage } }: StreamRecord): boolean {
  return eventName !== "MODIFY" || NewImage === undefined || !isDeepStrictEqual(NewImage, OldImage);
}
