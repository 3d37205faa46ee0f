import type { Stack } from "./read-assembly.ts";

/** Resources that have a local counterpart; alarms and what is kept warm have theirs in a run with limits. */
export const modelledTypes = [
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Authorizer",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Stage",
  "AWS::ApplicationAutoScaling::ScalableTarget",
  "AWS::CloudWatch::Alarm",
  "AWS::DynamoDB::GlobalTable",
  "AWS::DynamoDB::Table",
  "AWS::Events::EventBus",
  "AWS::Events::Rule",
  "AWS::Lambda::Alias",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Function",
  "AWS::Lambda::Version",
  "AWS::S3::Bucket",
  "AWS::SQS::Queue",
  "AWS::Scheduler::Schedule",
] as const;

/** Resources that change nothing of what a user of one machine could observe: rights, watching, billing, capacity. */
const withoutCounterpart = [
  /^AWS::IAM::/,
  /^AWS::KMS::/,
  /^AWS::CloudWatch::/,
  /^AWS::Logs::/,
  /^AWS::XRay::/,
  /^AWS::Budgets::/,
  /^AWS::CE::/,
  /^AWS::ApplicationAutoScaling::/,
  /^AWS::CodeDeploy::/,
  /^AWS::WAFv2::/,
  /^AWS::CDK::Metadata$/,
  /^AWS::CloudFormation::WaitCondition/,
  /^AWS::ApplicationInsights::|^AWS::ResourceGroups::|^AWS::ServiceCatalogAppRegistry::/,
  /^AWS::Lambda::Permission$/,
  /^AWS::Lambda::EventInvokeConfig$/,
  /^AWS::SQS::QueuePolicy$/,
  /^AWS::S3::BucketPolicy$/,
  /^AWS::Events::EventBusPolicy$/,
  // Topics of alarms; a subscription would be a path of events, which must not be silently missing.
  /^AWS::SNS::(Topic|TopicPolicy)$/,
];

/**
 * Throws when the assembly holds a resource that is neither modelled nor known to need no counterpart:
 * the laptop must not silently lack something that the cloud has.
 */
export function checkResourceTypes(stacks: readonly Stack[]): void {
  const known = new Set<string>(modelledTypes);
  const unknown = stacks.flatMap((stack) =>
    Object.entries(stack.resources)
      .filter(([, { Type }]) => !known.has(Type) && !withoutCounterpart.some((pattern) => pattern.test(Type)))
      .map(([id, { Type }]) => `${stack.name}/${id} (${Type})`),
  );
  if (unknown.length > 0) {
    throw new Error(
      `The local runtime does not know these resources: ${unknown.join(", ")}. Model them, or list their type as needing no local counterpart in packages/local/src/assembly/resource-types.ts.`,
    );
  }
}
