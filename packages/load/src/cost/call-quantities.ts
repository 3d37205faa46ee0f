import type { Capability } from "@preau/contract";
import { coreOf } from "@preau/local/limits/hold";
import * as capabilities from "../../../../functions/capabilities.ts";
import type { MeasuredOperation, MeasuredRun } from "../measured/measured.ts";
import type { Assumed } from "./assumptions.ts";
import type { Quantity } from "./bill.ts";

const MILLION = 1_000_000;
const GB = 1_000_000_000;
const USUAL_MIB = 512;
/** A message is sent, received and deleted. */
const REQUESTS_PER_MESSAGE = 3;

const manifests: ReadonlyMap<string, Capability> = new Map(
  Object.values(capabilities).map((capability) => [capability.name, capability]),
);

/** The memory of a function, in MiB, as its manifest says; `attendance-boardApi`. */
export const memoryOf = (id: string): number => {
  const [capability = "", name = ""] = id.split("-");
  return manifests.get(capability)?.functions[name]?.memoryMiB ?? USUAL_MIB;
};

/** The mean of processor times of which the median and the 95th percentile are known: half of them below, the rest between or at it. */
const meanCpu = ({ cpuMs: { median, p95 } }: MeasuredRun): number =>
  0.5 * median + 0.45 * ((median + p95) / 2) + 0.05 * p95;

/** Milliseconds that an invocation is billed: its processor time on the share of a core that its memory buys, and what it waits for the table. */
export const billedMs = (run: MeasuredRun, memoryMiB: number, { processor, tableMs }: Assumed): number =>
  (meanCpu(run) * processor) / coreOf(memoryMiB) + run.roundTrips * tableMs;

const capabilityOf = (id: string): string => id.split("-")[0] ?? id;

/** What one million invocations of a function take, whoever called it. */
const invocations = (id: string, run: MeasuredRun, assumed: Assumed): readonly Omit<Quantity, "operation">[] => {
  const memoryMiB = memoryOf(id);
  const gbSeconds = (ms: number): number => ((ms / 1_000) * memoryMiB * MILLION) / 1_024;
  const of = { block: "api", capability: capabilityOf(id) } as const;
  const coldMs = assumed.coldMs + (run.firstCpuMs * assumed.processor) / coreOf(memoryMiB);
  return [
    { ...of, line: "invocations", priced: "lambdaRequests", amount: 1 },
    { ...of, line: "duration", priced: "lambdaGbSeconds", amount: gbSeconds(billedMs(run, memoryMiB, assumed)) },
    { ...of, line: "cold starts", priced: "lambdaGbSeconds", amount: gbSeconds(coldMs * assumed.coldShare) },
    { ...of, line: "reads", priced: "readUnits", amount: run.rru },
    { ...of, line: "writes", priced: "writeUnits", amount: run.wru },
    { ...of, line: "logs", priced: "logs", amount: (run.logBytes * MILLION) / GB },
    { ...of, line: "logs", priced: "logStorage", amount: (run.logBytes * MILLION) / GB },
  ];
};

const times = (quantities: readonly Omit<Quantity, "operation">[], factor: number) =>
  quantities.map((one) => ({ ...one, amount: one.amount * factor }));

/** What a million calls of an operation take, with all they set in motion: the consumers’ work is charged to the capability that works. */
export const millionCalls = (measured: MeasuredOperation, assumed: Assumed): readonly Quantity[] => {
  const { operation, function: id, asked, caused, effects } = measured;
  const own = { block: "api", capability: capabilityOf(id) } as const;
  const queued = caused.filter(({ by }) => by === "queue").reduce((sum, one) => sum + one.invocations, 0);
  return [
    { ...own, line: "gateway", priced: "httpApi", amount: 1 } as const,
    ...invocations(id, asked, assumed),
    { ...own, line: "access log", priced: "logs", amount: (assumed.accessLogBytes * MILLION) / GB } as const,
    { ...own, line: "replies to the internet", priced: "egress", amount: (asked.bytesOut * MILLION) / GB } as const,
    ...caused.flatMap((one) => times(invocations(one.function, one, assumed), one.invocations)),
    { ...own, line: "events and queues", priced: "events", amount: effects.events } as const,
    { ...own, line: "events and queues", priced: "queueRequests", amount: queued * REQUESTS_PER_MESSAGE } as const,
  ].map((quantity) => ({ ...quantity, operation }));
};
