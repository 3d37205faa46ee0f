import { expect, it } from "vitest";
import { type AlarmModel, alarmModels, alarmSchema } from "../assembly/alarms.ts";
import type { BusEntry } from "../events/bus.ts";
import { createMeter } from "./meter.ts";
import { watchAlarms } from "./watch-alarms.ts";

const properties = alarmSchema.parse({
  AlarmName: "essential-refused",
  AlarmDescription: "Des appels sont refusés.",
  Namespace: "AWS/Lambda",
  MetricName: "Throttles",
  Dimensions: [{ Name: "FunctionName", Value: "roll-call" }],
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 2,
  ComparisonOperator: "GreaterThanOrEqualToThreshold",
});
const stack = {
  name: "s",
  resources: {},
  parameters: {},
  conditions: {},
  mappings: {},
  outputs: {},
  assets: new Map(),
};
const modelsOf = (changes: object): AlarmModel[] =>
  alarmModels({ stack, id: "Alarm", name: "s-Alarm", ref: "s-Alarm", properties: { ...properties, ...changes } });

it("an alarm on refusals rings after its minute and is told on the bus, then is quiet again", async () => {
  const clock = { ms: 0 };
  const meter = createMeter(() => clock.ms);
  const told: BusEntry[] = [];
  const watch = watchAlarms({
    alarms: modelsOf({}),
    meter,
    minuteMs: 60_000,
    begin: 0,
    putEvent: async (entry) => {
      told.push(entry);
      return { EventId: "1" };
    },
  });
  clock.ms = 30_000;
  meter.refused("roll-call");
  meter.refused("roll-call");
  meter.refused("other");
  await watch.look(59_000);
  expect(told).toEqual([]);
  clock.ms = 61_000;
  await watch.look(clock.ms);
  clock.ms = 121_000;
  await watch.look(clock.ms);
  clock.ms = 181_000;
  await watch.look(clock.ms);
  const details = told.map(({ Source, DetailType, Detail = "" }) => [Source, DetailType, JSON.parse(Detail)]);
  expect(details).toMatchObject([
    [
      "aws.cloudwatch",
      "CloudWatch Alarm State Change",
      { alarmName: "essential-refused", previousState: { value: "OK" }, state: { value: "ALARM" } },
    ],
    ["aws.cloudwatch", "CloudWatch Alarm State Change", { previousState: { value: "ALARM" }, state: { value: "OK" } }],
  ]);
  clock.ms = 183_000;
  expect(meter.since(0).flatMap(({ alarms }) => alarms)).toEqual([
    { name: "essential-refused", state: "ALARM" },
    { name: "essential-refused", state: "OK" },
  ]);
});

it("an alarm may add up several functions; one on what is not measured here is left aside", () => {
  const stat = (Id: string, FunctionName: string, MetricName = "Throttles") => ({
    Id,
    MetricStat: {
      Metric: { Namespace: "AWS/Lambda", MetricName, Dimensions: [{ Name: "FunctionName", Value: FunctionName }] },
      Period: 60,
      Stat: "Sum",
    },
  });
  const sum = { Namespace: undefined, MetricName: undefined, Statistic: undefined };
  const both = [stat("a", "roll-call"), stat("b", "home")];
  expect(modelsOf({ ...sum, Metrics: [{ Id: "e", Expression: "a + b" }, ...both] })[0]?.metrics).toEqual([
    { kind: "Throttles", name: "roll-call" },
    { kind: "Throttles", name: "home" },
  ]);
  expect(modelsOf({ ...sum, Metrics: [{ Id: "e", Expression: "a / b" }, ...both] })).toEqual([]);
  expect(modelsOf({ ...sum, Metrics: [stat("a", "roll-call"), stat("b", "home", "Errors")] })).toEqual([]);
  expect(modelsOf({ MetricName: "Errors" })).toEqual([]);
});

it("an alarm that rings when limits are lifted is told to be over", async () => {
  const clock = { ms: 30_000 };
  const meter = createMeter(() => clock.ms);
  const states: string[] = [];
  const putEvent = async ({ Detail = "" }: BusEntry) => {
    states.push(JSON.parse(Detail).state.value);
    return { EventId: "1" };
  };
  const watch = watchAlarms({ alarms: modelsOf({}), meter, minuteMs: 60_000, begin: 0, putEvent });
  meter.refused("roll-call");
  meter.refused("roll-call");
  clock.ms = 61_000;
  await watch.look(clock.ms);
  await watch.end(62_000);
  await watch.end(63_000);
  expect(states).toEqual(["ALARM", "OK"]);
});
