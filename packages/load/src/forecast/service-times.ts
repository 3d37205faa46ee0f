import { coreOf } from "@preau/local/limits/hold";
import type { Environment } from "./account.ts";
import { type Chance, DEVIATIONS, sigmaOf } from "./chance.ts";
import type { Model, OperationModel } from "./model.ts";

/** Memory of a function of which nothing else is known, in MiB. */
const USUAL_MIB = 512;

/** The part of a core that an environment of so many MiB has, unless a run says it for all. */
export const coreOfSize = (memoryMb = USUAL_MIB, coreShare?: number): number => coreOf(memoryMb, coreShare);

/**
 * The part of a core that a function has (`coreOf`), and the milliseconds that an environment needs for an operation, drawn: its processor time
 * on that part, and its trips to the tables (`serviceMs`).
 */
export const serviceTimes = ({ functions, limits, latency, broken }: Model, chance: Chance) => {
  const memory = new Map(functions.map(({ name, memoryMb }) => [name, memoryMb]));
  const tripSigma = sigmaOf(latency.trip.medianMs, latency.trip.p99Ms, DEVIATIONS.p99);
  const coreOfFunction = (name: string): number => coreOfSize(memory.get(name), limits.coreShare);
  const serviceMs = ({ cpu, roundTrips, function: name }: OperationModel, environment: Environment): number => {
    const cpuMs = environment.fresh && cpu.first > 0 ? cpu.first : chance.logNormal(cpu.median, cpu.sigma);
    let ms = (cpuMs / coreOfFunction(name)) * (broken === "half-service" ? 0.5 : 1);
    environment.fresh = false;
    if (latency.trip.medianMs > 0)
      for (let trip = 0; trip < roundTrips; trip += 1) ms += chance.logNormal(latency.trip.medianMs, tripSigma);
    return ms;
  };
  return { coreOf: coreOfFunction, serviceMs };
};
