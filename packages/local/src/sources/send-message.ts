import { accountId, awsCall } from "../engines/aws-call.ts";

/** Puts a message on the queue of this ARN; resolves once it is on disk. Text attributes travel beside the body. */
export type Send = (queueArn: string, body: string, attributes?: Record<string, string>) => Promise<void>;

/** URL of the queue of this ARN on the local SQS engine. */
export function queueUrl(sqsEndpoint: string, queueArn: string): string {
  return `${sqsEndpoint}/${accountId}/${queueArn.replace(/^.*:/, "")}`;
}

/** Sends to the local SQS engine. */
export function createSend(sqsEndpoint: string): Send {
  return async (queueArn, body, attributes = {}) => {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    );
    await awsCall(sqsEndpoint, "AmazonSQS.SendMessage", {
      QueueUrl: queueUrl(sqsEndpoint, queueArn),
      MessageBody: body,
      MessageAttributes,
    });
  };
}
