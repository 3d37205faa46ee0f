import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Metered, meterWire } from "./meter-wire.ts";

/** What one invocation of a function took. */
export interface Invocation extends Metered {
  readonly function: string;
  /** Whether it came from a stream, a queue, or somebody who waits. */
  readonly by: "stream" | "queue" | "call";
  readonly first: boolean;
  readonly cpuMs: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly logBytes: number;
}

interface Reply {
  readonly answer: unknown;
  readonly cpuMs: number;
  readonly logBytes: number;
}

const PROGRAM = fileURLToPath(new URL("./run-function.ts", import.meta.url));

/** How far the school's clock is ahead, whether the wire is slow, and who hears of each invocation. */
export interface Watch {
  ahead(): number;
  slow(): boolean;
  heard(invocation: Invocation): void;
}

interface Batch {
  readonly Records?: readonly { readonly dynamodb?: unknown }[];
}

const sourceOf = (event: unknown): Invocation["by"] => {
  const [record] = (event as Batch).Records ?? [];
  if (record === undefined) return "call";
  return record.dynamodb === undefined ? "queue" : "stream";
};

interface HttpAnswer {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** Body and headers of an answer, as they leave the gateway; nothing of a consumer's. */
const bytesOf = (answer: unknown): number => {
  const { headers, body = "", isBase64Encoded } = (answer ?? {}) as HttpAnswer;
  const lines = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.byteLength(lines.join("")) + Buffer.byteLength(body, isBase64Encoded ? "base64" : "utf8");
};

/** Starts a bundle in a fresh process, metered: invocations follow one another, as in one environment of Lambda. */
export const startFunction = async (
  { id, file, variables }: { readonly id: string; readonly file: string; readonly variables: NodeJS.ProcessEnv },
  watch: Watch,
) => {
  const meter = await meterWire(variables.AWS_ENDPOINT_URL_DYNAMODB ?? "");
  const env = { ...variables, AWS_ENDPOINT_URL_DYNAMODB: meter.endpoint };
  const child = fork(PROGRAM, [file], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(child, "exit");
  const heard = async (): Promise<unknown> => {
    const [message] = await Promise.race([
      once(child, "message"),
      ended.then(() => {
        throw new Error(`${id}: the process ended before it answered`);
      }),
    ]);
    return message;
  };
  await heard();
  let first = true;
  let busy: Promise<unknown> = Promise.resolve();
  const run = async (event: unknown): Promise<unknown> => {
    const text = JSON.stringify(event);
    meter.wire.slow = watch.slow();
    meter.read();
    const told = heard();
    child.send({ text, ahead: watch.ahead() });
    const { answer, cpuMs, logBytes } = (await told) as Reply;
    const sizes = { bytesIn: Buffer.byteLength(text), bytesOut: bytesOf(answer), logBytes };
    watch.heard({ function: id, by: sourceOf(event), first, cpuMs, ...sizes, ...meter.read() });
    first = false;
    return answer;
  };
  return {
    handler: (event: unknown): Promise<unknown> => {
      const ran = busy.then(() => run(event));
      busy = ran.catch(() => {});
      return ran;
    },
    stop: async (): Promise<void> => {
      child.disconnect();
      await ended;
      meter.stop();
    },
  };
};
