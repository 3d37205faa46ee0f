import * as z from "zod";
import { type AlarmModel, alarmModels, alarmSchema } from "./alarms.ts";
import { type ApiModel, apiModels } from "./apis.ts";
import type { Addresses } from "./attributes.ts";
import { type EventSourceModel, eventSourceModels, eventSourceSchema } from "./event-sources.ts";
import { createFind } from "./find.ts";
import { type FunctionModel, functionModel, functionSchema } from "./functions.ts";
import { withProvisioned } from "./provisioned.ts";
import { type QueueModel, queueModel, queueSchema } from "./queues.ts";
import type { Stack } from "./read-assembly.ts";
import { checkResourceTypes } from "./resource-types.ts";
import { type RuleModel, ruleModels, ruleSchema } from "./rules.ts";
import { type ScheduleModel, scheduleModels, scheduleSchema } from "./schedules.ts";
import { type TableModel, tableModel, tableSchema } from "./tables.ts";

/** Everything of a cloud assembly that runs on one machine, with every reference resolved. */
export interface AssemblyModel {
  readonly tables: readonly TableModel[];
  readonly functions: readonly FunctionModel[];
  readonly eventSources: readonly EventSourceModel[];
  readonly queues: readonly QueueModel[];
  readonly buses: readonly string[];
  readonly rules: readonly RuleModel[];
  readonly schedules: readonly ScheduleModel[];
  readonly buckets: readonly string[];
  readonly apis: readonly ApiModel[];
  /** Those on what the runtime measures. */
  readonly alarms: readonly AlarmModel[];
  /** Outputs of the stacks, by export name and by `<stack>.<output>`. */
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Builds the model of an assembly. Throws, naming stack and logical id, when a resource is of an unknown type, uses an
 * unknown intrinsic, or has a setting that the local runtime would not honour.
 */
export function modelOf(stacks: readonly Stack[], addresses: Addresses): AssemblyModel {
  checkResourceTypes(stacks);
  const { find, resolve } = createFind(stacks, addresses);
  const outputs = stacks.flatMap((stack) =>
    Object.entries(stack.outputs).flatMap(([id, { Value, Export }]) => {
      const names = [`${stack.name}.${id}`, ...(Export ? [String(resolve(stack, Export.Name))] : [])];
      return names.map((name) => [name, String(resolve(stack, Value))] as const);
    }),
  );
  return {
    tables: find(["AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table"], tableSchema).map(tableModel),
    functions: withProvisioned(find(["AWS::Lambda::Function"], functionSchema).map(functionModel), find),
    eventSources: find(["AWS::Lambda::EventSourceMapping"], eventSourceSchema).flatMap(eventSourceModels),
    queues: find(["AWS::SQS::Queue"], queueSchema).map(queueModel),
    buses: ["default", ...find(["AWS::Events::EventBus"], z.object({})).map(({ name }) => name)],
    rules: find(["AWS::Events::Rule"], ruleSchema).flatMap(ruleModels),
    schedules: find(["AWS::Scheduler::Schedule"], scheduleSchema).flatMap(scheduleModels),
    buckets: find(["AWS::S3::Bucket"], z.object({})).map(({ name }) => name),
    apis: apiModels(find),
    alarms: find(["AWS::CloudWatch::Alarm"], alarmSchema).flatMap(alarmModels),
    outputs: Object.fromEntries(outputs),
  };
}
