import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { code, type FixtureStack, writeAssembly } from "../fixture/write-assembly.ts";
import { checkReferences } from "./check-references.ts";
import { modelOf } from "./model.ts";
import { readAssembly } from "./read-assembly.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-assembly-test-"));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("reading a cloud assembly", () => {
  it("follows references, joins, substitutions, imports and conditions", () => {
    const sub = (text: string) => ({ "Fn::Sub": text.replaceAll("<", "$".concat("{")).replaceAll(">", "}") });
    const model = read({
      data: {
        resources: { Table: table({ TableName: { "Fn::Join": ["-", ["preau", { Ref: "AWS::Region" }]] } }) },
        outputs: { Name: { Value: { Ref: "Table" }, Export: { Name: sub("<AWS::StackName>:name") } } },
      },
      school: {
        conditions: {
          Paris: { "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-west-3"] },
          Elsewhere: { "Fn::Not": [{ Condition: "Paris" }] },
        },
        resources: {
          Queue: { Type: "AWS::SQS::Queue" },
          Absent: { Type: "AWS::SQS::Queue", Condition: "Elsewhere" },
          Api: lambda({
            TABLE_NAME: { "Fn::ImportValue": "data:name" },
            QUEUE_URL: { Ref: "Queue" },
            QUEUE_ARN: { "Fn::GetAtt": ["Queue", "Arn"] },
            NAME: { "Fn::Select": [1, { "Fn::Split": ["-", { "Fn::GetAtt": ["Queue", "QueueName"] }] }] },
            BOTH: sub("<AWS::AccountId>/<Queue.QueueName>/<!kept>"),
            HERE: { "Fn::If": ["Paris", "yes", "no"] },
            GONE: { "Fn::If": ["Elsewhere", "yes", { Ref: "AWS::NoValue" }] },
            KEY: { "Fn::GetAtt": ["Key", "Arn"] },
          }),
          Key: { Type: "AWS::KMS::Key" },
        },
        code: { bundle: "" },
      },
    });
    expect(model.tables.map(({ name }) => name)).toEqual(["preau-eu-west-3"]);
    expect(model.queues.map(({ name }) => name)).toEqual(["school-Queue"]);
    expect(model.functions[0]?.variables).toEqual({
      TABLE_NAME: "preau-eu-west-3",
      QUEUE_URL: "http://127.0.0.1:1/000000000000/school-Queue",
      QUEUE_ARN: "arn:aws:sqs:eu-west-3:000000000000:school-Queue",
      NAME: "Queue",
      BOTH: `000000000000/school-Queue/$${"{kept}"}`,
      HERE: "yes",
      KEY: "arn:aws:local:eu-west-3:000000000000:school-Key/Arn",
    });
    expect(model.functions[0]?.directory).toBe(join(directory, "asset.bundle"));
    expect(model.outputs["data:name"]).toBe("preau-eu-west-3");
  });

  it.each<[string, FixtureStack["resources"], string]>([
    ["a resource of an unknown type", { Mail: { Type: "AWS::SES::Template" } }, "school/Mail (AWS::SES::Template)"],
    [
      "an unknown intrinsic",
      { T: table({ TableName: { "Fn::Cidr": 1 } }) },
      "school/T (AWS::DynamoDB::Table): unknown intrinsic Fn::Cidr",
    ],
    [
      "a value that nobody exports",
      { T: table({ TableName: { "Fn::ImportValue": "x" } }) },
      "school/T (AWS::DynamoDB::Table): no stack exports x",
    ],
    ["a dynamic reference", { T: table({ TableName: "{{resolve:ssm:x}}" }) }, "unknown dynamic reference"],
    [
      "a schedule, which nothing here would fire",
      { R: rule({ ScheduleExpression: "rate(1 minute)" }) },
      "ScheduleExpression",
    ],
    [
      "a setting of an event source that no poller honours",
      { S: source({ TumblingWindowInSeconds: 1 }) },
      "TumblingWindowInSeconds",
    ],
    [
      "a function whose bundle is missing",
      { F: lambda({}, { Code: code("nowhere") }) },
      "school/F: no asset nowhere.zip",
    ],
    [
      "an event source whose function is missing",
      { Q: { Type: "AWS::SQS::Queue" }, S: source({ FunctionName: "ghost" }) },
      "function ghost",
    ],
  ])("refuses %s, and says where", (_case, resources, message) => {
    expect(() => read({ school: { resources, code: { bundle: "" } } })).toThrow(message);
  });
});

function read(stacks: Record<string, FixtureStack>) {
  writeAssembly(directory, stacks);
  const model = modelOf(readAssembly(directory), { sqs: "http://127.0.0.1:1", api: () => "http://localhost:2" });
  checkReferences(model);
  return model;
}

function table(properties: object) {
  const keys = { AttributeDefinitions: [], KeySchema: [] };
  return { Type: "AWS::DynamoDB::Table", Properties: { ...keys, ...properties } };
}

function lambda(Variables: object, properties = {}) {
  const defaults = { FunctionName: "api", Code: code("bundle"), Handler: "index.handler", Runtime: "nodejs24.x" };
  return { Type: "AWS::Lambda::Function", Properties: { ...defaults, Environment: { Variables }, ...properties } };
}

function rule(properties: object) {
  return { Type: "AWS::Events::Rule", Properties: { EventPattern: { source: ["x"] }, ...properties } };
}

function source(properties: object) {
  const EventSourceArn = "arn:aws:sqs:eu-west-3:000000000000:school-Q";
  return { Type: "AWS::Lambda::EventSourceMapping", Properties: { EventSourceArn, FunctionName: "x", ...properties } };
}
