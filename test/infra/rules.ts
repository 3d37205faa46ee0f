import { readFileSync } from "node:fs";
import { type Capability, routesOf } from "@preau/contract";
import { capabilityList } from "../../infra/capability-list.ts";
import { ofType, type Resource, type Template } from "./templates.ts";

/** A rule every stack must obey; gives a sentence for each breach. */
export interface Rule {
  readonly says: string;
  breaches(templates: readonly Template[]): readonly string[];
}

type Found = Resource & { readonly at: string; readonly id: string };

const each = (type: string, wrong: (found: Found) => boolean, what: string) => (templates: readonly Template[]) =>
  ofType(templates, type)
    .filter(wrong)
    .map(({ at }) => `${at}: ${what}`);

const statements = (templates: readonly Template[]) =>
  ofType(templates, "AWS::IAM::Policy").flatMap(({ at, Properties }) =>
    (Properties.PolicyDocument.Statement as { Effect: string; Action: string | string[]; Resource: unknown }[]).map(
      (one) => ({
        at,
        actions: [one.Action].flat(),
        resources: [one.Resource].flat(),
      }),
    ),
  );

/** Actions that AWS allows on no resource in particular. */
const RESOURCELESS = new Set(["dynamodb:ListStreams"]);

const deadLettersOf = (templates: readonly Template[]) =>
  new Set(
    ofType(templates, "AWS::SQS::Queue").flatMap(
      ({ Properties }) => Properties.RedrivePolicy?.deadLetterTargetArn?.["Fn::GetAtt"]?.[0] ?? [],
    ),
  );

const handler = (functionName: string): readonly string[] => functionName.split("-").slice(2);

const headingsOf = (capability: Capability): string =>
  readFileSync(new URL(`../../functions/${capability.name}/README.md`, import.meta.url), "utf8");

export const rules: readonly Rule[] = [
  {
    says: "functions run on Node 24, on arm64, and keep their logs 30 days",
    breaches: (templates) => [
      ...each(
        "AWS::Lambda::Function",
        ({ Properties }) => Properties.Runtime !== "nodejs24.x" || Properties.Architectures?.[0] !== "arm64",
        "another runtime",
      )(templates),
      ...each(
        "AWS::Lambda::Function",
        ({ Properties }) => Properties.LoggingConfig?.LogGroup === undefined,
        "no log group of its own",
      )(templates),
      ...each(
        "AWS::Logs::LogGroup",
        ({ Properties }) => Properties.RetentionInDays !== 30,
        "logs kept for another time",
      )(templates),
    ],
  },
  {
    says: "no action and no resource is a wildcard",
    breaches: (templates) =>
      statements(templates).flatMap(({ at, actions, resources }) => [
        ...actions.filter((action) => action.includes("*")).map((action) => `${at}: ${action}`),
        ...(resources.includes("*") && !actions.every((action) => RESOURCELESS.has(action))
          ? [`${at}: any resource`]
          : []),
      ]),
  },
  {
    says: "a function may use the verbs of its manifest on the table of its capability, and no others",
    breaches: (templates) =>
      capabilityList.flatMap((capability) => {
        const stack = templates.find(({ stack: name }) => name.endsWith(`-${capability.name}`));
        if (stack === undefined) return [`${capability.name} has no stack`];
        return Object.entries(capability.functions).flatMap(([name, { table = [] }]) => {
          const granted = statements([stack])
            .filter(({ at }) => at.split("/")[1]?.startsWith(`${name}role`))
            .flatMap(({ actions }) => actions)
            .filter((action) => action.startsWith("dynamodb:") && !/Stream|GetRecords|GetShardIterator/.test(action));
          const wanted = table.map((verb) => `dynamodb:${verb}`);
          return [...granted].sort().join() === [...wanted].sort().join()
            ? []
            : [`${capability.name} ${name}: ${granted.join()} instead of ${wanted.join()}`];
        });
      }),
  },
  {
    says: "what cannot be handled is kept: every queue and every stream has a dead-letter queue and reports partial failures",
    breaches: (templates) => {
      const deadLetters = deadLettersOf(templates);
      return [
        ...each(
          "AWS::SQS::Queue",
          ({ id, Properties }) =>
            Properties.RedrivePolicy === undefined && !deadLetters.has(id) && !/deadletters/i.test(id),
          "no dead-letter queue",
        )(templates),
        ...each(
          "AWS::Lambda::EventSourceMapping",
          ({ Properties }) => Properties.FunctionResponseTypes?.[0] !== "ReportBatchItemFailures",
          "no partial failures",
        )(templates),
        ...each(
          "AWS::Lambda::EventSourceMapping",
          ({ Properties }) =>
            Properties.StartingPosition !== undefined &&
            (Properties.DestinationConfig?.OnFailure === undefined || Properties.BisectBatchOnFunctionError !== true),
          "a stream without dead letters or bisection",
        )(templates),
        ...each(
          "AWS::SQS::Queue",
          ({ Properties }) => Properties.SqsManagedSseEnabled !== true,
          "not encrypted",
        )(templates),
      ];
    },
  },
  {
    says: "tables can be restored to any second, expire what has an end, and survive their stack",
    breaches: (templates) => [
      ...each(
        "AWS::DynamoDB::GlobalTable",
        ({ DeletionPolicy }) => DeletionPolicy !== "Retain",
        "deleted with its stack",
      )(templates),
      ...each(
        "AWS::DynamoDB::GlobalTable",
        ({ Properties }) =>
          !Properties.Replicas.every(
            (one: { PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled: boolean } }) =>
              one.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled,
          ),
        "not restorable",
      )(templates),
      ...each(
        "AWS::DynamoDB::GlobalTable",
        ({ Properties }) => Properties.TimeToLiveSpecification?.AttributeName !== "ttl",
        "nothing expires",
      )(templates),
      ...each(
        "AWS::DynamoDB::GlobalTable",
        ({ Properties }) => Properties.LocalSecondaryIndexes !== undefined,
        "a local index",
      )(templates),
      ...each(
        "AWS::DynamoDB::GlobalTable",
        ({ Properties }) => Properties.BillingMode !== "PAY_PER_REQUEST",
        "not on demand",
      )(templates),
    ],
  },
  {
    says: "every route of every contract is deployed once, behind the access token and its own throttle",
    breaches: (templates) => {
      const deployed = ofType(templates, "AWS::ApiGatewayV2::Route");
      const settings = Object.assign(
        {},
        ...ofType(templates, "AWS::ApiGatewayV2::Stage").map(({ Properties }) => Properties.RouteSettings ?? {}),
      );
      return capabilityList.flatMap((capability) =>
        Object.keys(capability.functions)
          .flatMap((name) => routesOf(capability, name))
          .flatMap((operation) => {
            const route = capability.contract.routes[operation];
            const key = `${route?.method} ${route?.path}`;
            const found = deployed.filter(({ Properties }) => Properties.RouteKey === key);
            return [
              ...(found.length === 1 ? [] : [`${key} is deployed ${found.length} times`]),
              ...(found.every(({ Properties }) => Properties.AuthorizationType === "JWT")
                ? []
                : [`${key} is open to anybody`]),
              ...(settings[key]?.ThrottlingRateLimit > 0 ? [] : [`${key} has no throttle`]),
            ];
          }),
      );
    },
  },
  {
    says: "nothing is public but what the issuer declares",
    breaches: (templates) => {
      const declared = new Set(
        capabilityList.flatMap(({ functions }) =>
          Object.values(functions).flatMap(({ issuerRoutes }) => issuerRoutes ?? []),
        ),
      );
      return ofType(templates, "AWS::ApiGatewayV2::Route")
        .filter(({ Properties }) => Properties.AuthorizationType !== "JWT" && !declared.has(Properties.RouteKey))
        .map(({ at, Properties }) => `${at}: ${Properties.RouteKey}`);
    },
  },
  {
    says: "an HTTP API that cannot be built as written is not built at all",
    breaches: each("AWS::ApiGatewayV2::Api", ({ Properties }) => Properties.FailOnWarnings !== true, "warnings pass"),
  },
  {
    says: "every function has an alarm that says what schools lose and a page that says what to do",
    breaches: (templates) => {
      const descriptions = ofType(templates, "AWS::CloudWatch::Alarm").map(({ Properties }) =>
        String(Properties.AlarmDescription),
      );
      return capabilityList.flatMap((capability) =>
        Object.keys(capability.functions).flatMap((name) => {
          const alarm = descriptions.find((text) => text.startsWith(`${capability.name} ${name}: errors.`));
          return [
            ...(alarm?.includes(capability.impact) ? [] : [`${capability.name} ${name} has no alarm with its impact`]),
            ...(headingsOf(capability).includes(`### ${name} errors\n`)
              ? []
              : [`functions/${capability.name}/README.md: no heading "${name} errors"`]),
          ];
        }),
      );
    },
  },
  {
    says: "functions are named after their stage, capability and entry point",
    breaches: each(
      "AWS::Lambda::Function",
      ({ Properties }) => handler(Properties.FunctionName ?? "").length < 2,
      "another name",
    ),
  },
];
