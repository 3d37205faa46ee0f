import type { Environment } from "./account.ts";
import { type Chance, DEVIATIONS, sigmaOf } from "./chance.ts";
import type { Model, OperationModel } from "./model.ts";

/** Draws the milliseconds that an environment needs for an operation: its processor time on its part of a core, and its trips to the tables. */
export const serviceTimes = ({ functions, limits, latency, broken }: Model, chance: Chance) => {
  const memory = new Map(functions.map(({ name, memoryMb }) => [name, memoryMb]));
  const tripSigma = sigmaOf(latency.trip.medianMs, latency.trip.p99Ms, DEVIATIONS.p99);
  return ({ cpu, roundTrips, function: name }: OperationModel, environment: Environment): number => {
    const core = Math.min(1, limits.coreShare ?? (memory.get(name) ?? 512) / 1_769);
    const cpuMs = environment.fresh && cpu.first > 0 ? cpu.first : chance.logNormal(cpu.median, cpu.sigma);
    let ms = (cpuMs / core) * (broken === "half-service" ? 0.5 : 1);
    environment.fresh = false;
    if (latency.trip.medianMs > 0)
      for (let trip = 0; trip < roundTrips; trip += 1) ms += chance.logNormal(latency.trip.medianMs, tripSigma);
    return ms;
  };
};
