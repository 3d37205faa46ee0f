import { expect, it } from "vitest";
import type { RuleModel } from "../assembly/rules.ts";
import { createBus } from "./bus.ts";

const queueArn = "arn:aws:sqs:eu-west-3:000000000000:notices";
const deadArn = "arn:aws:sqs:eu-west-3:000000000000:dead";
const lambdaArn = "arn:aws:lambda:eu-west-3:000000000000:function:mailer:live";
const entry = {
  Source: "preau.marks",
  DetailType: "mark-given.v1",
  Detail: '{"pupilId":"per_1"}',
  EventBusName: "school",
};

it("an event reaches every target of every rule that matches, on its own bus only", async () => {
  const { put, sent, invoked } = bus([
    rule({ targets: [{ arn: queueArn }, { arn: lambdaArn, inputPath: "$.detail" }] }),
    rule({ targets: [{ arn: queueArn, input: '"constant"' }] }),
    rule({ pattern: { source: ["preau.other"] }, targets: [{ arn: queueArn }] }),
    rule({ bus: "default", targets: [{ arn: queueArn }] }),
  ]);
  const result = await put(entry);
  expect(result).toEqual({ EventId: expect.any(String) });
  expect(sent.map(([, body]) => JSON.parse(body))).toEqual([
    {
      version: "0",
      id: "EventId" in result ? result.EventId : "",
      "detail-type": "mark-given.v1",
      source: "preau.marks",
      account: "000000000000",
      region: "eu-west-3",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      resources: [],
      detail: { pupilId: "per_1" },
    },
    "constant",
  ]);
  expect(invoked).toEqual([["mailer", '{"pupilId":"per_1"}']]);
});

it("a target that refuses an event sends it to the dead letters, with the reason", async () => {
  const { put, sent } = bus(
    [
      rule({
        targets: [
          { arn: queueArn, deadLetterQueueArn: deadArn },
          { arn: lambdaArn, deadLetterQueueArn: deadArn },
        ],
      }),
    ],
    queueArn,
  );
  expect(await put(entry)).toHaveProperty("EventId");
  expect(sent.map(([arn, , attributes]) => [arn, attributes?.TARGET_ARN, attributes?.ERROR_MESSAGE])).toEqual([
    [deadArn, lambdaArn, "the function failed"],
    [deadArn, queueArn, "Error: queue full"],
  ]);
});

it.each([
  [{ Source: undefined }, "Source"],
  [{ DetailType: "" }, "DetailType"],
  [{ Detail: "[1]" }, "Detail"],
  [{ EventBusName: "nowhere" }, "nowhere"],
])("an entry like %o is refused", async (change, message) => {
  const { put } = bus([]);
  expect(await put({ ...entry, ...change })).toMatchObject({ ErrorMessage: expect.stringContaining(message) });
});

it("a rule with an unknown operator stops the start", () => {
  expect(() => bus([rule({ pattern: { source: [{ telepathy: true }] } })])).toThrow("telepathy");
});

function rule(settings: Partial<RuleModel>): RuleModel {
  return { name: "rule", bus: "school", pattern: { source: ["preau.marks"] }, targets: [], ...settings };
}

function bus(rules: RuleModel[], fullQueue?: string) {
  const sent: [string, string, Record<string, string> | undefined][] = [];
  const invoked: [string, string][] = [];
  const put = createBus({
    buses: ["default", "school"],
    rules,
    send: async (arn, body, attributes) => {
      if (arn === fullQueue) throw new Error("queue full");
      sent.push([arn, body, attributes]);
    },
    invoker: {
      invoke: (name, payload, onFailure) => {
        invoked.push([name, payload]);
        if (fullQueue) onFailure?.("the function failed");
      },
      pending: () => 0,
      stop: () => {},
    },
  });
  return { put, sent, invoked };
}
