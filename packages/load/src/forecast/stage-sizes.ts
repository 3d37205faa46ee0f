import { type Capability, routesOf } from "@preau/contract";
import { capabilityList } from "../../../../infra/capability-list.ts";
import { shareOf } from "../../../../infra/scaling/demand.ts";
import { functionCapacityOf, queueConcurrencyOf } from "../../../../infra/scaling/function-capacity.ts";
import { throttleOf } from "../../../../infra/scaling/throttle.ts";
import type { FunctionSize } from "./model.ts";

export interface StageSize {
  readonly users: number;
  readonly surge: number;
}

const MEMORY_MB = 512;

const sizeOf = (stage: StageSize, capability: Capability, name: string): FunctionSize => {
  const { reserved, warm } = functionCapacityOf(stage, capability, name);
  const spec = capability.functions[name];
  const isQueue = (spec?.consumes ?? spec?.wakes) !== undefined;
  return {
    name: `${capability.name}-${name}`,
    memoryMb: spec?.memoryMiB ?? MEMORY_MB,
    ...(reserved !== undefined && { reserved }),
    provisioned: warm?.bell ?? 0,
    ...(isQueue && { consumers: Math.max(2, spec?.concurrency ?? queueConcurrencyOf(stage)) }),
  };
};

/** What the infrastructure gives each function of a stage. */
export const functionsOf = (stage: StageSize): readonly FunctionSize[] =>
  capabilityList.flatMap((capability) =>
    Object.keys(capability.functions).map((name) => sizeOf(stage, capability, name)),
  );

/** The throttle of each route of a stage, as its gateways have them. */
export const routesThrottled = (
  stage: StageSize,
): Readonly<Record<string, { readonly rate: number; readonly burst: number }>> =>
  Object.fromEntries(
    capabilityList.flatMap((capability) =>
      Object.keys(capability.functions).flatMap((name) => [
        ...routesOf(capability, name).flatMap((operation) => {
          const route = capability.contract.routes[operation];
          const throttle = route && throttleOf(stage, route.priority, shareOf(capability, name));
          return route && throttle ? [[`${route.method} ${route.path}`, throttle]] : [];
        }),
        ...(capability.functions[name]?.issuerRoutes ?? []).map((route) => [route, throttleOf(stage, "essential")]),
      ]),
    ),
  );
