import { type Priority, routesOf } from "@preau/contract";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleFunctions } from "../../infra/bundle-functions.ts";
import { capabilityList } from "../../infra/capability-list.ts";
import { copyPlans } from "../../infra/scaling/copies.ts";
import { demandOf, priorityOf, shareOf } from "../../infra/scaling/demand.ts";
import { functionCapacityOf } from "../../infra/scaling/function-capacity.ts";
import { quotasOf } from "../../infra/scaling/quotas.ts";
import { ordinaryRushes, type Rush, timesAfter } from "../../infra/scaling/rushes.ts";
import { throttleOf } from "../../infra/scaling/throttle.ts";
import { type Stage, stageNamed } from "../../infra/stages.ts";
import { ofType, type Template, templatesOf } from "./templates.ts";

const prod = stageNamed("prod");
const functionNames = capabilityList.flatMap((capability) =>
  Object.keys(capability.functions).map((name) => ({
    capability,
    name,
    full: `preau-prod-${capability.name}-${name}`,
  })),
);

const never = (): never => {
  throw new Error("there is no such capability");
};

beforeAll(() => bundleFunctions(), 120_000);

describe.each([1, 5, 10])("a stage that must bear %i times an ordinary bell", (surge) => {
  const stage: Stage = { ...prod, surge };
  let templates: readonly Template[];
  beforeAll(() => {
    templates = templatesOf(stage, { checked: false });
  }, 60_000);
  const functionsByName = () =>
    new Map(ofType(templates, "AWS::Lambda::Function").map((one) => [String(one.Properties.FunctionName), one]));

  it("sets aside for each essential function twice what its peak needs", () => {
    const { peakRps } = demandOf(stage);
    const short = functionNames.filter(({ capability, name, full }) => {
      if (priorityOf(capability, name) !== "essential" || capability.functions[name]?.concurrency !== undefined)
        return false;
      const reserved = Number(functionsByName().get(full)?.Properties.ReservedConcurrentExecutions);
      return !(reserved * 10 >= peakRps * shareOf(capability, name) * 2);
    });
    expect(short).toEqual([]);
  });

  it("gives the deferrable a ceiling, and keeps them cold", () => {
    const deferrable = functionNames.filter(({ capability, name }) => priorityOf(capability, name) === "deferrable");
    expect(deferrable).not.toEqual([]);
    for (const { capability, name, full } of deferrable) {
      expect(functionsByName().get(full)?.Properties.ReservedConcurrentExecutions, full).toBeGreaterThan(0);
      expect(functionCapacityOf(stage, capability, name).warm, full).toBeUndefined();
    }
  });

  it("warms what people wait for at each rush, by the clock of Paris, and lets it cool after", () => {
    const targets = ofType(templates, "AWS::ApplicationAutoScaling::ScalableTarget").filter(
      ({ Properties }) => Properties.ServiceNamespace === "lambda",
    );
    const warm = functionNames.filter(({ capability, name }) => functionCapacityOf(stage, capability, name).warm);
    expect(targets).toHaveLength(warm.length);
    for (const { at, Properties } of targets) {
      const actions: { ScalableTargetAction: { MinCapacity: number }; Timezone: string }[] =
        Properties.ScheduledActions;
      expect(
        actions.map(({ Timezone }) => Timezone),
        at,
      ).toEqual(actions.map(() => "Europe/Paris"));
      expect(actions).toHaveLength(prod.rushes.length * 2);
      for (const { ScalableTargetAction } of actions)
        expect(ScalableTargetAction.MinCapacity, at).toBeLessThanOrEqual(Properties.MaxCapacity);
    }
    expect(ofType(templates, "AWS::ApplicationAutoScaling::ScalingPolicy").length).toBeGreaterThanOrEqual(warm.length);
  });

  it("sends every caller to the version in service, never to what was uploaded last", () => {
    const wrong = [
      ...ofType(templates, "AWS::Lambda::EventSourceMapping").filter(
        ({ Properties }) => !JSON.stringify(Properties.FunctionName).includes("live"),
      ),
      ...ofType(templates, "AWS::ApiGatewayV2::Integration").filter(
        ({ Properties }) => !JSON.stringify(Properties.IntegrationUri).includes("live"),
      ),
      ...ofType(templates, "AWS::Scheduler::Schedule").filter(
        ({ Properties }) => !JSON.stringify(Properties.Target.Arn).includes("live"),
      ),
    ];
    expect(wrong.map(({ at }) => at)).toEqual([]);
  });

  it("bounds what each queue may take of the account", () => {
    const queues = ofType(templates, "AWS::Lambda::EventSourceMapping").filter(
      ({ Properties }) => Properties.StartingPosition === undefined,
    );
    expect(queues.filter(({ Properties }) => !(Properties.ScalingConfig?.MaximumConcurrency >= 2))).toEqual([]);
  });

  it("refuses the deferrable at the gateway long before the essential, route by route", () => {
    const [edge] = ofType(templates, "AWS::ApiGatewayV2::Stage").filter(({ Properties }) => Properties.RouteSettings);
    const rateOf = (path: string): number => edge?.Properties.RouteSettings[path]?.ThrottlingRateLimit;
    const rates = { essential: [], standard: [], deferrable: [] } as Record<Priority, number[]>;
    for (const { method, path, priority } of capabilityList.flatMap(({ contract }) => Object.values(contract.routes)))
      rates[priority].push(rateOf(`${method} ${path}`));
    expect(new Set(rates.essential)).toEqual(new Set([throttleOf(stage, "essential").rate]));
    expect(Math.max(...rates.standard)).toBeLessThan(Math.min(...rates.essential));
    expect(Math.max(...rates.deferrable) * 4).toBeLessThan(Math.min(...rates.essential));
    expect(rateOf("GET /v1/home")).toBe(Math.ceil(demandOf(stage).peakRps * 0.3 * 2));
  });

  it("keeps the first screen warm, and to a little over its own peak", () => {
    const home = capabilityList.find(({ name }) => name === "home");
    const { reserved, warm, atPeak } = functionCapacityOf(stage, home ?? never(), "api");
    expect({ reserved, most: warm?.most }).toEqual({ reserved: Math.max(10, Math.ceil(atPeak * 1.5)), most: atPeak });
  });

  it("prepares its tables for the first bell after a quiet summer", () => {
    const { peakRps } = demandOf(stage);
    for (const { at, Properties } of ofType(templates, "AWS::DynamoDB::GlobalTable")) {
      expect(Properties.WarmThroughput.ReadUnitsPerSecond, at).toBeGreaterThanOrEqual(Math.max(12_000, peakRps * 3));
      expect(Properties.WarmThroughput.WriteUnitsPerSecond, at).toBeGreaterThanOrEqual(Math.max(4_000, peakRps * 2));
    }
  });

  it("is told the distance to each limit", () => {
    const alarms = ofType(templates, "AWS::CloudWatch::Alarm").map(({ Properties }) =>
      String(Properties.AlarmDescription),
    );
    for (const what of ["Concurrent executions of the account", "Requests of the account", "Requests of the stage"])
      expect(alarms.filter((text) => text.includes(what))).toHaveLength(1);
    for (const what of ["Reads of a table", "Writes of a table", "Requests that a table refused"])
      expect(alarms.filter((text) => text.includes(what))).toHaveLength(capabilityList.length);
  });

  it("stays under what CloudFormation takes in one stack", () => {
    for (const { stack, resources } of templates) expect(Object.keys(resources).length, stack).toBeLessThan(500);
  });

  it("asks of AWS what it computes for itself", () => {
    const needed = Object.fromEntries(quotasOf(stage, capabilityList).map(({ name, needed: value }) => [name, value]));
    const reserved = [...functionsByName().values()].reduce(
      (sum, { Properties }) => sum + Number(Properties.ReservedConcurrentExecutions ?? 0),
      0,
    );
    expect(needed["Concurrent executions"]).toBeGreaterThanOrEqual(reserved + 100);
    expect(needed["Routes per API"]).toBe(
      capabilityList.flatMap((one) => Object.keys(one.functions).flatMap((name) => routesOf(one, name))).length,
    );
  });
});

describe("what the stage computes", () => {
  it("grows with its users and its surge, and no share of a bell is counted twice", () => {
    expect(demandOf({ users: 1_000_000, surge: 5 })).toEqual({ bellRps: 2_200, peakRps: 11_000 });
    // Each is rounded up a little.
    const said = functionNames.map(({ capability, name }) => capability.functions[name]?.bellShare ?? 0);
    expect(said.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1.011);
  });

  it("leaves warm, after a rush, what the rest of the day needs", () => {
    const results: Rush = { name: "results", on: { date: "2027-07-06" }, from: "09:50", to: "11:00", times: 4 };
    expect(timesAfter(results, [...ordinaryRushes, results])).toBe(1);
    const [day, evening] = ordinaryRushes as [Rush, Rush];
    expect([timesAfter(day, ordinaryRushes), timesAfter(evening, ordinaryRushes)]).toEqual([0.5, 0]);
  });

  it("gives a steady table capacity that follows its use, where the stage says so", () => {
    const templates = templatesOf({ ...prod, provisionedTables: ["partners"] }, { checked: false });
    const tables = ofType(templates, "AWS::DynamoDB::GlobalTable");
    const provisioned = tables.filter(({ Properties }) => Properties.BillingMode === "PROVISIONED");
    expect(provisioned.map(({ Properties }) => Properties.TableName)).toEqual(["preau-prod-partners"]);
    expect(JSON.stringify(provisioned[0]?.Properties)).toContain("TargetTrackingScalingPolicyConfiguration");
  }, 60_000);

  it("copies the tables of a protected stage to another region, all of them", () => {
    const templates = templatesOf(prod, { checked: false });
    const [plan] = ofType(templates, "AWS::Backup::BackupPlan");
    expect(JSON.stringify(plan?.Properties)).toContain(`backup:${prod.copyRegion}:`);
    expect(plan?.Properties.BackupPlan.BackupPlanRule).toHaveLength(copyPlans.length);
    const [selection] = ofType(templates, "AWS::Backup::BackupSelection");
    expect(selection?.Properties.BackupSelection.Resources).toHaveLength(capabilityList.length + 1);
    expect(prod.copyRegion).not.toBe(prod.region);
  }, 60_000);
});
