import { Agent, request } from "node:http";

/** An engine refused a call; `code` is the AWS error name without its namespace. */
export class AwsCallError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** Region, account and credentials that every local engine and every function sees. */
export const region = "eu-west-3";
export const accountId = "000000000000";
export const credentials = { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };

/**
 * One call in the AWS JSON 1.0 protocol to a local engine, without the SDK: pollers call several times a second and
 * the SDK's middleware would cost more than the engine. Local engines read the region and key but check no signature.
 * Throws AwsCallError when the engine refuses.
 */
export async function awsCall<Reply>(
  endpoint: string,
  target: `${"DynamoDB_20120810" | "DynamoDBStreams_20120810" | "AmazonSQS"}.${string}`,
  input: object,
  signal?: AbortSignal,
): Promise<Reply> {
  const service = target.startsWith("AmazonSQS") ? "sqs" : "dynamodb";
  const now = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const scope = `${credentials.AWS_ACCESS_KEY_ID}/${now.slice(0, 8)}/${region}/${service}/aws4_request`;
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": target,
    "x-amz-date": now,
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=0`,
  };
  const { status, text } = await post(endpoint, headers, JSON.stringify(input), signal);
  const body = text === "" ? {} : JSON.parse(text);
  if (status < 300) return body;
  const code = String(body.__type ?? status).replace(/^.*#/, "");
  throw new AwsCallError(code, String(body.message ?? body.Message ?? text));
}

/** Not `fetch`: pollers never rest, and it takes twice the processor. */
const agent = new Agent({ keepAlive: true });

function post(url: string, headers: Record<string, string>, body: string, signal?: AbortSignal) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(url, { agent, method: "POST", headers, ...(signal && { signal }) }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
      reply.on("end", () => resolve({ status: reply.statusCode ?? 500, text: Buffer.concat(chunks).toString("utf8") }));
    });
    sent.on("error", reject).end(body);
  });
}
