import type { Refusal } from "./ceilings.ts";
import type { Call } from "./dynamodb-call.ts";

/** The message of tables on demand, as DynamoDB gives it. */
const MESSAGE =
  "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";

/** An answer of DynamoDB. */
export function answerText(status: number, body: object): string {
  const text = JSON.stringify(body);
  const reason = status === 200 ? "OK" : "Bad Request";
  return `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

/** What DynamoDB answers to a call that it refuses. Of a transaction it says which item could not be had. */
export function refusedAnswer(call: Call | undefined, refusal: Refusal | undefined): string {
  if (call?.action === "TransactWriteItems" || call?.action === "TransactGetItems") {
    const items = call.input.TransactItems ?? [];
    const table = refusal?.table ?? items.flatMap((one) => Object.values(one))[0]?.TableName;
    const reasons = items.map((one) =>
      Object.values(one).some(({ TableName }) => TableName === table)
        ? { Code: "ThrottlingError", Message: MESSAGE }
        : { Code: "None" },
    );
    const codes = reasons.map(({ Code }) => Code).join(", ");
    return answerText(400, {
      __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
      Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
      CancellationReasons: reasons,
    });
  }
  return answerText(400, {
    __type: "com.amazon.coral.availability#ThrottlingException",
    message: MESSAGE,
    ...(refusal && { throttlingReasons: [{ reason: refusal.reason, resource: refusal.resource }] }),
  });
}
