import { switchboardVerbsOf } from "@preau/contract";
import { capabilityList } from "../../infra/capability-list.ts";
import { admissionRules } from "./admission-rules.ts";
import { gatewayRules } from "./gateway-rules.ts";
import { each, type Rule } from "./rule.ts";
import { ofType, type Template } from "./templates.ts";

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
const RESOURCELESS = new Set(["dynamodb:ListStreams", "sns:Publish"]);

/** The table that a grant names, by the name under which the data stack exports its ARN. */
const tableOf = (resources: readonly unknown[]): string =>
  /FnGetAtt([a-z]+?)table[0-9A-F]{8}Arn/.exec(JSON.stringify(resources))?.[1] ?? "no table";

const deadLettersOf = (templates: readonly Template[]) =>
  new Set(
    ofType(templates, "AWS::SQS::Queue").flatMap(
      ({ Properties }) => Properties.RedrivePolicy?.deadLetterTargetArn?.["Fn::GetAtt"]?.[0] ?? [],
    ),
  );

const handler = (functionName: string): readonly string[] => functionName.split("-").slice(2);

/** What functions, queues and tables must be. */
const resourceRules: readonly Rule[] = [
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
    says: "a function may use the verbs of its manifest on the table of its capability and on the switchboard, and no others",
    breaches: (templates) =>
      capabilityList.flatMap((capability) => {
        const stack = templates.find(({ stack: name }) => name.endsWith(`-${capability.name}`));
        if (stack === undefined) return [`${capability.name} has no stack`];
        return Object.entries(capability.functions).flatMap(([name, { table = [] }]) => {
          const granted = statements([stack])
            .filter(({ at }) => at.split("/")[1]?.startsWith(`${name}role`))
            .flatMap(({ actions, resources }) => actions.map((action) => ({ action, on: tableOf(resources) })))
            .filter(
              ({ action }) => action.startsWith("dynamodb:") && !/Stream|GetRecords|GetShardIterator/.test(action),
            )
            .map(({ action, on }) => `${action} on ${on}`);
          const wanted = [
            ...table.map((verb) => `dynamodb:${verb} on ${capability.name}`),
            ...switchboardVerbsOf(capability, name).map((verb) => `dynamodb:${verb} on switchboard`),
          ];
          return granted.toSorted().join() === wanted.toSorted().join()
            ? []
            : [`${capability.name} ${name}: ${granted.join()} instead of ${wanted.join()}`];
        });
      }),
  },
  {
    says: "a function asks only functions that are deployed, as they are in service",
    breaches: (templates) => {
      const deployed = new Set(
        ofType(templates, "AWS::Lambda::Function").map(({ Properties }) => `${Properties.FunctionName}:live`),
      );
      return statements(templates)
        .filter(({ actions }) => actions.includes("lambda:InvokeFunction"))
        .flatMap(({ at, resources }) =>
          resources.flatMap((resource) => {
            const asked = /:function:(preau-[\w-]+(?::\w+)?)/.exec(JSON.stringify(resource))?.[1];
            return asked === undefined || deployed.has(asked) ? [] : [`${at}: ${asked}`];
          }),
        );
    },
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
    says: "functions are named after their stage, capability and entry point",
    breaches: each(
      "AWS::Lambda::Function",
      ({ Properties }) => handler(Properties.FunctionName ?? "").length < 2,
      "another name",
    ),
  },
];

/** Every rule that every stack must obey. */
export const rules: readonly Rule[] = [...resourceRules, ...gatewayRules, ...admissionRules];
