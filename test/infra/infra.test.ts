import { statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleDirOf, bundleFunctions } from "../../infra/bundle-functions.ts";
import { capabilityList } from "../../infra/capability-list.ts";
import { stageNamed } from "../../infra/stages.ts";
import { rules } from "./rules.ts";
import { ofType, type Resource, type Template, templatesOf } from "./templates.ts";

let templates: readonly Template[];
beforeAll(async () => {
  await bundleFunctions();
  templates = templatesOf(stageNamed("prod"), { checked: false });
}, 120_000);

describe.each(rules)("$says", ({ breaches }) => {
  it("holds over all stacks", () => expect(breaches(templates)).toEqual([]));
});

/** A copy of the stacks in which every resource of a type has been spoilt. */
const spoilt = (
  type: string,
  spoil: (resource: { -readonly [Key in keyof Resource]: Resource[Key] }) => void,
): readonly Template[] => {
  const copy = structuredClone(templates);
  for (const { resources } of copy)
    for (const resource of Object.values(resources)) if (resource.Type === type) spoil(resource);
  return copy;
};

describe("the rules", () => {
  type Spoil = Parameters<typeof spoilt>[1];
  const set =
    (name: string, value: unknown): Spoil =>
    ({ Properties }) =>
      Object.assign(Properties, { [name]: value });
  const planted: readonly [string, string, Spoil][] = [
    ["functions run", "AWS::Lambda::Function", set("Runtime", "nodejs20.x")],
    ["functions run", "AWS::Logs::LogGroup", set("RetentionInDays", undefined)],
    [
      "no action",
      "AWS::IAM::Policy",
      set("PolicyDocument", { Statement: [{ Effect: "Allow", Action: "dynamodb:*", Resource: "*" }] }),
    ],
    [
      "a function may use",
      "AWS::IAM::Policy",
      set("PolicyDocument", { Statement: [{ Effect: "Allow", Action: "dynamodb:Scan", Resource: "x" }] }),
    ],
    ["what cannot be handled", "AWS::Lambda::EventSourceMapping", set("FunctionResponseTypes", undefined)],
    [
      "tables can be restored",
      "AWS::DynamoDB::GlobalTable",
      (resource) => Object.assign(resource, { DeletionPolicy: "Delete" }),
    ],
    ["every route", "AWS::ApiGatewayV2::Route", set("RouteKey", "GET /v1/elsewhere")],
    [
      "nothing is public",
      "AWS::ApiGatewayV2::Route",
      (resource) => Object.assign(resource.Properties, { RouteKey: "GET /v1/open", AuthorizationType: "NONE" }),
    ],
    ["an HTTP API", "AWS::ApiGatewayV2::Api", set("FailOnWarnings", false)],
    ["every function has an alarm", "AWS::CloudWatch::Alarm", set("AlarmDescription", "something is wrong")],
    [
      "the distance to a limit",
      "AWS::CloudWatch::Alarm",
      set("AlarmDescription", 'What to do: infra/README.md, "Something else".'),
    ],
    ["every essential function", "AWS::CloudWatch::Alarm", set("MetricName", "Invocations")],
    ["every essential function", "AWS::Events::Rule", set("EventPattern", {})],
    ["a function that hears", "AWS::Events::Rule", set("Targets", [])],
    ["a function asks only", "AWS::Lambda::Function", set("FunctionName", "preau-prod-bells-ring")],
    ["functions are named", "AWS::Lambda::Function", set("FunctionName", "api")],
  ];
  it.each(planted)("%s …: finds a planted defect in %s", (says, type, spoil) => {
    const rule = rules.find((one) => one.says.startsWith(says));
    expect(rule?.breaches(spoilt(type, spoil))).not.toEqual([]);
  });
});

describe("the stacks", () => {
  it("pass the checks of AWS Solutions, every exception explained", () => {
    expect(() => templatesOf(stageNamed("prod"), { checked: true })).not.toThrow();
  }, 60_000);

  it("deploy the issuer before the edge reads its discovery document", () => {
    const order = templates.map(({ stack }) => stack);
    const at = (part: string) => order.indexOf(`preau-prod-${part}`);
    expect(at("data")).toBeLessThan(at("issuer"));
    expect(at("issuer")).toBeLessThan(at("identity"));
    expect(at("identity")).toBeLessThan(at("edge"));
  });

  // Moving one of these ids would leave a table full of data behind: the list changes only on purpose.
  it("keep the logical ids of whatever holds data", () => {
    const stateful = ["AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket", "AWS::Events::EventBus"].flatMap((type) =>
      ofType(templates, type),
    );
    expect(stateful.map(({ at }) => at).sort()).toMatchInlineSnapshot(`
      [
        "preau-prod-data/admissiontableA5844B2A",
        "preau-prod-data/attendancebucketF852AF1B",
        "preau-prod-data/attendancetableEE54174B",
        "preau-prod-data/bus707364D1",
        "preau-prod-data/directorybucketB2A05255",
        "preau-prod-data/directorytableED2C3B0F",
        "preau-prod-data/disciplinebucketE522579F",
        "preau-prod-data/disciplinetableFE9CBA93",
        "preau-prod-data/hometable1B4F0866",
        "preau-prod-data/identitytableD8A92B8C",
        "preau-prod-data/noticestableE23878FA",
        "preau-prod-data/partnerstable9BF80835",
        "preau-prod-data/switchboardtable930F9994",
        "preau-prod-data/timetabletable74B1F9E4",
      ]
    `);
  });

  it("stand far from the quotas of an account", () => {
    for (const { stack, resources } of templates) expect(Object.keys(resources).length, stack).toBeLessThan(400);
  });
});

describe("the bundles", () => {
  const functions = capabilityList.flatMap(({ name, functions }) =>
    Object.entries(functions).map(([fn, { bundle }]) => ({ name, fn, most: bundle?.kib ?? 560 })),
  );

  it.each(functions)("$name $fn weighs at most $most KiB", ({ name, fn, most }) => {
    expect(statSync(join(bundleDirOf(name, fn), "index.mjs")).size).toBeLessThanOrEqual(most * 1024);
  });
});
