import * as z from "zod";
import { functionNameOf } from "./attributes.ts";
import type { Find } from "./find.ts";
import type { FunctionModel } from "./functions.ts";

const aliasSchema = z.object({
  FunctionName: z.string(),
  ProvisionedConcurrencyConfig: z.object({ ProvisionedConcurrentExecutions: z.number() }).optional(),
});

const targetSchema = z.object({
  ResourceId: z.string(),
  MinCapacity: z.number(),
  ScheduledActions: z
    .array(
      z.object({
        Schedule: z.string(),
        ScalableTargetAction: z.object({ MinCapacity: z.number().optional() }).optional(),
      }),
    )
    .default([]),
});

/**
 * Adds to each function the environments that its alias keeps warm: the number written there, or the most that its scaling asks for on a school
 * day (`MON-FRI`). What scaling adds by use comes minutes later and has no local counterpart.
 */
export function withProvisioned(functions: readonly FunctionModel[], find: Find): FunctionModel[] {
  const written = find(["AWS::Lambda::Alias"], aliasSchema).map(({ properties }) => {
    const count = properties.ProvisionedConcurrencyConfig?.ProvisionedConcurrentExecutions ?? 0;
    return { name: functionNameOf(properties.FunctionName), count };
  });
  const scaled = find(["AWS::ApplicationAutoScaling::ScalableTarget"], targetSchema).flatMap(({ properties }) => {
    const { ResourceId, MinCapacity, ScheduledActions } = properties;
    const [, name] = /^function:([^:]+):/.exec(ResourceId) ?? [];
    if (name === undefined) return [];
    const onSchoolDays = ScheduledActions.filter(({ Schedule }) => Schedule.includes("MON-FRI"));
    const counts = onSchoolDays.map(({ ScalableTargetAction }) => ScalableTargetAction?.MinCapacity ?? 0);
    return [{ name, count: Math.max(MinCapacity, ...counts) }];
  });
  return functions.map((fn) => {
    const counts = [...written, ...scaled].filter(({ name }) => name === fn.name).map(({ count }) => count);
    const provisionedConcurrency = Math.max(0, ...counts);
    return provisionedConcurrency === 0 ? fn : { ...fn, provisionedConcurrency };
  });
}
