import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { createHistogram } from "node:perf_hooks";

/** One request, made when its turn comes; `answered` may remember what the next one needs. */
export interface Shot {
  readonly method: "GET" | "PUT";
  readonly path: string;
  readonly token: string;
  readonly body?: unknown;
  answered?(reply: unknown): void;
}

/** What so many connections got, each asking anew as soon as it was answered. */
export interface Volley {
  readonly answered: number;
  readonly failed: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Milliseconds of processor that the asking itself took. */
  readonly cpuMs: number;
}

const sendOne = (origin: string, agent: Agent, { method, path, token, body }: Shot) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${token}`,
      ...(text !== undefined && {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
        "idempotency-key": randomUUID(),
      }),
    };
    const sent = request(`${origin}${path}`, { agent, method, headers }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
      reply.on("end", () => resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }));
    });
    sent.on("error", reject).end(text);
  });

/** A closed loop, as the incumbents were measured: it shows what a server gives at most, not what people would wait. */
export const hammer = async (
  origin: string,
  connections: number,
  seconds: number,
  shotOf: (connection: number) => Shot,
): Promise<Volley> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latency = createHistogram();
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  const end = begun + seconds * 1_000;
  let [answered, failed] = [0, 0];
  const loop = async (connection: number): Promise<void> => {
    while (performance.now() < end) {
      const shot = shotOf(connection);
      const sentAt = performance.now();
      const { status, text } = await sendOne(origin, agent, shot).catch(() => ({ status: 0, text: "" }));
      latency.record(Math.max(1, Math.round((performance.now() - sentAt) * 1_000)));
      if (status >= 200 && status < 300) {
        answered += 1;
        shot.answered?.(JSON.parse(text));
      } else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, connection) => loop(connection)));
  agent.destroy();
  const { user, system } = process.cpuUsage(cpu);
  return {
    answered,
    failed,
    seconds: (performance.now() - begun) / 1_000,
    p50Ms: latency.percentile(50) / 1_000,
    p99Ms: latency.percentile(99) / 1_000,
    cpuMs: (user + system) / 1_000,
  };
};
