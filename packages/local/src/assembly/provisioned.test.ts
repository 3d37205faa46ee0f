import { expect, it } from "vitest";
import { createFind } from "./find.ts";
import type { FunctionModel } from "./functions.ts";
import { withProvisioned } from "./provisioned.ts";
import type { Stack } from "./read-assembly.ts";

const alias = (name: string, settings = {}) => ({
  Type: "AWS::Lambda::Alias",
  Properties: { FunctionName: name, FunctionVersion: "1", Name: "live", ...settings },
  Condition: undefined,
});
const target = (name: string, MinCapacity: number, onRushes: Record<string, number>) => ({
  Type: "AWS::ApplicationAutoScaling::ScalableTarget",
  Properties: {
    ResourceId: `function:${name}:live`,
    MinCapacity,
    ScheduledActions: Object.entries(onRushes).map(([days, count]) => ({
      Schedule: `cron(40 7 ? * ${days} *)`,
      ScalableTargetAction: { MinCapacity: count },
    })),
  },
  Condition: undefined,
});
const stack: Stack = {
  name: "school",
  resources: {
    RollCall: alias("roll-call"),
    RollCallScaling: target("roll-call", 1, { "MON-FRI": 6, SUN: 9 }),
    Board: alias("board", { ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 } }),
    Archive: alias("archive"),
    TableScaling: {
      Type: "AWS::ApplicationAutoScaling::ScalableTarget",
      Properties: { ResourceId: "table/marks", MinCapacity: 5 },
      Condition: undefined,
    },
  },
  parameters: {},
  conditions: {},
  mappings: {},
  outputs: {},
  assets: new Map(),
};
const fn = (name: string): FunctionModel => ({
  name,
  directory: "",
  handler: "index.handler",
  memoryMb: 512,
  timeoutMs: 1_000,
  variables: {},
});

it("a function is kept warm as its alias says, or as its scaling says of a school day", () => {
  const { find } = createFind([stack], { sqs: "", api: () => "" });
  const functions = withProvisioned([fn("roll-call"), fn("board"), fn("archive")], find);
  expect(functions.map((one) => one.provisionedConcurrency)).toEqual([6, 2, undefined]);
});
