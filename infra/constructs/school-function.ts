import type { Capability, FunctionSpec } from "@preau/contract";
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Effect, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { bundleDirOf } from "../bundle-functions.ts";
import type { Stage } from "../stages.ts";

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
  readonly name: string;
  readonly spec: FunctionSpec;

  constructor(scope: Construct, { stage, capability, name, spec, environment }: SchoolFunctionProps) {
    super(scope, name);
    this.name = name;
    this.spec = spec;
    const functionName = `preau-${stage.name}-${capability.name}-${name}`;
    const logGroup = new LogGroup(this, "logs", {
      logGroupName: `/preau/${stage.name}/${capability.name}/${name}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, "role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
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
      ...(spec.concurrency !== undefined && { reservedConcurrentExecutions: spec.concurrency }),
      environment: {
        STAGE: stage.name,
        CAPABILITY: capability.name,
        POWERTOOLS_SERVICE_NAME: capability.name,
        ...environment,
      },
    });
  }

  /** Allows actions on resources, each named. */
  allow(actions: readonly string[], ...resources: readonly string[]): void {
    this.fn.addToRolePolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] }),
    );
  }

  /** The ARN of the function, as a string for hand-made resources. */
  get arn(): string {
    return this.fn.functionArn;
  }

  /** The URI by which an HTTP API invokes it. */
  get invocationUri(): string {
    const { partition, region } = Stack.of(this);
    return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${this.arn}/invocations`;
  }
}
