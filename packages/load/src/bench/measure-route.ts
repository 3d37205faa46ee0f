import { deepStrictEqual } from "node:assert";
import type { Capability } from "@preau/contract";
import { requestEvent } from "../../../../test/support/request.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { type Spread, spreadOf } from "./spread.ts";
import { type Arm, startArm } from "./start-arm.ts";
import type { startMeter, Taken } from "./start-meter.ts";

/** How many calls: some to warm up, then as many batches as asked; the spread is that of the batches' means. */
export interface Volume {
  readonly warmUp: number;
  readonly batches: number;
  readonly perBatch: number;
}

/** One of the two programs compared: its bundle, and its environment against the engine and against the meter. */
export interface Contender {
  readonly file: string;
  readonly direct: Readonly<Record<string, string>>;
  readonly metered: Readonly<Record<string, string>>;
}

/** What a call costs. Times are processor milliseconds a call; the first call opens the connection and compiles what it needs. */
export interface Cost {
  readonly taken: Taken;
  readonly firstCpuMs: number;
  readonly cpuMs: Spread;
  readonly replyBytes: number;
}

/** Instants and ids that each arm gives by itself. */
const OWN_WORDS = new Set(["now", "submittedAt", "noticeId", "cursor"]);

/** An answer as the contract sees it, without what each arm words by itself. */
const comparable = (capability: Capability, { operation }: Scenario, body: string): unknown => {
  const parsed = capability.contract.routes[operation]?.replies[200]?.parse(JSON.parse(body));
  return JSON.parse(JSON.stringify(parsed, (key, value) => (OWN_WORDS.has(key) ? undefined : value)));
};

const sayTheSame = ({ name }: Scenario, ours: unknown, theirs: unknown): void => {
  try {
    deepStrictEqual(theirs, ours);
  } catch (error) {
    throw new Error(`${name}: the arms differ. ${error instanceof Error ? error.message.slice(0, 2_000) : ""}`);
  }
};

const measureOne = async (
  capability: Capability,
  scenario: Scenario,
  { file, direct, metered }: Contender,
  meter: Awaited<ReturnType<typeof startMeter>>,
) => {
  const event = (n: number) => requestEvent(capability.contract, scenario.operation, scenario.by, scenario.asked(n));
  const counted = await startArm(file, metered);
  await counted.call([event(0)]);
  meter.read();
  const { body } = await counted.call([event(1)]);
  const taken = meter.read();
  await counted.stop();
  const arm = await startArm(file, direct);
  const { cpuMs: firstCpuMs } = await arm.call([event(2)]);
  let next = 3;
  const batch = async (size: number): Promise<number> => {
    const events = Array.from({ length: size }, (_, index) => event(next + index));
    next += size;
    return (await arm.call(events)).cpuMs / size;
  };
  return { body, taken, firstCpuMs, batch, stop: (): ReturnType<Arm["stop"]> => arm.stop() };
};

/**
 * Measures a route of both arms, batch by batch in turn, each in its own process. Throws, with the difference, when the
 * two do not say the same thing: the comparison would mean nothing.
 */
export const measureRoute = async (
  capability: Capability,
  scenario: Scenario,
  contenders: readonly [Contender, Contender],
  meter: Awaited<ReturnType<typeof startMeter>>,
  { warmUp, batches, perBatch }: Volume,
): Promise<readonly Cost[]> => {
  const arms = [];
  try {
    for (const contender of contenders) arms.push(await measureOne(capability, scenario, contender, meter));
    const [ours, theirs] = arms.map(({ body }) => comparable(capability, scenario, body));
    sayTheSame(scenario, ours, theirs);
    const samples: number[][] = arms.map(() => []);
    for (const arm of arms) await arm.batch(warmUp);
    for (let round = 0; round < batches; round += 1)
      for (const [index, arm] of arms.entries()) samples[index]?.push(await arm.batch(perBatch));
    return arms.map(({ body, taken, firstCpuMs }, index) => ({
      taken,
      firstCpuMs,
      cpuMs: spreadOf(samples[index] ?? []),
      replyBytes: Buffer.byteLength(body),
    }));
  } finally {
    for (const arm of arms) await arm.stop();
  }
};
