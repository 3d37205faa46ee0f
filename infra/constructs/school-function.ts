import type { Capability, FunctionSpec } from "@preau/contract";
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Effect, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Alias,
  Architecture,
  Code,
  type IVersion,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { bundleDirOf } from "../bundle-functions.ts";
import { functionCapacityOf, queueConcurrencyOf } from "../scaling/function-capacity.ts";
import type { Stage } from "../stages.ts";
import { keepWarm } from "./warm-alias.ts";

export interface SchoolFunctionProps {
  readonly stage: Stage;
  readonly capability: Capability;
  readonly name: string;
  readonly spec: FunctionSpec;
  readonly environment: Readonly<Record<string, string>>;
}

/** Ten seconds are far beyond a healthy request, and well under the gateway's thirty. */
const TIMEOUT_SECONDS = 10;

/** How long a function may run, in seconds: what its manifest says, else the usual. */
export const timeoutSecondsOf = ({ timeoutSeconds }: FunctionSpec): number => timeoutSeconds ?? TIMEOUT_SECONDS;

/** One Lambda function with a role of its own: nothing may be done that its manifest does not say. */
export class SchoolFunction extends Construct {
  readonly fn: LambdaFunction;
  /** What everybody calls: the version in service. */
  readonly live: Alias;
  readonly name: string;
  readonly spec: FunctionSpec;
  /** Environments that a queue of its own may feed at once. */
  readonly queueConcurrency: number;

  constructor(scope: Construct, { stage, capability, name, spec, environment }: SchoolFunctionProps) {
    super(scope, name);
    this.name = name;
    this.spec = spec;
    this.queueConcurrency = Math.max(2, spec.concurrency ?? queueConcurrencyOf(stage));
    const functionName = `preau-${stage.name}-${capability.name}-${name}`;
    const logGroup = new LogGroup(this, "logs", {
      logGroupName: `/preau/${stage.name}/${capability.name}/${name}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, "role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
    const { reserved, warm } = functionCapacityOf(stage, capability, name);
    this.fn = new LambdaFunction(this, "function", {
      functionName,
      role,
      logGroup,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(bundleDirOf(capability.name, name)),
      loggingFormat: LoggingFormat.JSON,
      memorySize: spec.memoryMiB ?? 512,
      timeout: Duration.seconds(timeoutSecondsOf(spec)),
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
      environment: {
        STAGE: stage.name,
        CAPABILITY: capability.name,
        POWERTOOLS_SERVICE_NAME: capability.name,
        ...environment,
      },
    });
    this.live = new Alias(this, "live", { aliasName: "live", version: this.fn.currentVersion as IVersion });
    if (warm) keepWarm(this.live, warm, stage.rushes);
  }

  /** Allows actions on resources, each named. */
  allow(actions: readonly string[], ...resources: readonly string[]): void {
    this.fn.addToRolePolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] }),
    );
  }

  /** The ARN of what is in service, as a string for hand-made resources. */
  get arn(): string {
    return this.live.functionArn;
  }

  /** The URI by which an HTTP API invokes it. */
  get invocationUri(): string {
    const { partition, region } = Stack.of(this);
    return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${this.arn}/invocations`;
  }
}
