import * as z from "zod";
import type { Faults, Limits } from "./limits.ts";

const count = z.number().int().positive();
const rate = z.number().positive();
const share = z.number().min(0).max(1);
const seed = z.number().int().exactOptional();
const units = { readUnits: rate, writeUnits: rate };

const limitsSchema = z
  .strictObject({
    concurrency: count,
    startsPer10s: rate,
    requestsPerConcurrency: rate,
    gateway: z.strictObject({
      rate,
      burst: rate,
      routeShare: rate,
      routes: z.record(z.string(), z.strictObject({ rate, burst: rate })).exactOptional(),
    }),
    coldStart: z.strictObject({ medianMs: rate, p99Ms: rate }),
    coreShare: rate.exactOptional(),
    partition: z.strictObject(units),
    table: z.strictObject({ ...units, peakMs: rate }),
    reservedShare: z.number().min(0),
    reserved: z.record(z.string(), z.number().int().min(0)).exactOptional(),
    fixedPool: count.exactOptional(),
    alarmMinuteMs: rate.exactOptional(),
    seed,
  })
  .nullable() satisfies z.ZodType<Limits | null>;

const faultsSchema = z
  .strictObject({
    throttles: share.exactOptional(),
    timeouts: share.exactOptional(),
    lostAnswers: share.exactOptional(),
    killsPerSecond: rate.exactOptional(),
    engineStopMs: rate.exactOptional(),
    seed,
  })
  .nullable() satisfies z.ZodType<Faults | null>;

/** Reads limits, or null to lift them, from JSON. Throws a RangeError that says what is wrong with them. */
export function readLimits(text: string): Limits | null {
  return read(limitsSchema, text);
}

/** Reads faults, or null to end them, from JSON. Throws a RangeError that says what is wrong with them. */
export function readFaults(text: string): Faults | null {
  return read(faultsSchema, text);
}

function read<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RangeError("The body is not JSON.");
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new RangeError(z.prettifyError(result.error));
  return result.data;
}
