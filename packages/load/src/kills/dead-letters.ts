import { awsCall } from "@preau/local/engines/aws-call";

/** Messages that no consumer could handle and that wait for a human, by queue; none when all went well. */
export const deadLettersOf = async (sqs: string): Promise<readonly string[]> => {
  const { QueueUrls = [] } = await awsCall<{ QueueUrls?: string[] }>(sqs, "AmazonSQS.ListQueues", {
    MaxResults: 1_000,
  });
  const dead = QueueUrls.filter((url) => /dead-?letters/i.test(url));
  if (dead.length === 0) throw new Error("the school has no queue of dead letters");
  const counted = await Promise.all(
    dead.map(async (QueueUrl) => {
      const { Attributes } = await awsCall<{ Attributes: Record<string, string> }>(
        sqs,
        "AmazonSQS.GetQueueAttributes",
        {
          QueueUrl,
          AttributeNames: ["ApproximateNumberOfMessages"],
        },
      );
      return { queue: QueueUrl.replace(/^.*\//, ""), messages: Number(Attributes.ApproximateNumberOfMessages) };
    }),
  );
  return counted.flatMap(({ queue, messages }) => (messages === 0 ? [] : [`${messages} dead letters in ${queue}`]));
};
