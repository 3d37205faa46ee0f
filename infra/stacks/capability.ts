import { type Capability, type FunctionSpec, laterVariableOf, switchboardVerbsOf } from "@preau/contract";
import { Stack, type StackProps, Validations } from "aws-cdk-lib";
import { LambdaApplication } from "aws-cdk-lib/aws-codedeploy";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { AlarmSubscription } from "../constructs/alarm-subscription.ts";
import { ConsumerQueue } from "../constructs/consumer-queue.ts";
import { EventSubscription } from "../constructs/event-subscription.ts";
import { GatewayRoutes } from "../constructs/gateway-routes.ts";
import { GradualDeployment } from "../constructs/gradual-deployment.ts";
import { Outbox } from "../constructs/outbox.ts";
import { SchoolFunction } from "../constructs/school-function.ts";
import { SchoolSchedule } from "../constructs/school-schedule.ts";
import { priorityOf } from "../scaling/demand.ts";
import type { Stage } from "../stages.ts";
import type { DataStack } from "./data.ts";
import type { IdentityApiStack } from "./identity.ts";

export interface CapabilityStackProps extends StackProps {
  readonly stage: Stage;
  readonly capability: Capability;
  readonly data: DataStack;
  readonly issuer: IdentityApiStack;
}

const BUCKET_ACTIONS = { read: "s3:GetObject", write: "s3:PutObject", delete: "s3:DeleteObject" } as const;

/** The code of one capability: its functions, what each may touch, and the queues that feed them. */
export class CapabilityStack extends Stack {
  readonly capability: Capability;
  readonly functions: readonly SchoolFunction[];
  /** Dead letters by function name: each has an alarm. */
  readonly deadLetters = new Map<string, Queue>();
  readonly #stage: Stage;
  /** The queues of what is left for later, by the function they wake. */
  readonly #later: ReadonlyMap<string, ConsumerQueue>;

  constructor(scope: Construct, id: string, props: CapabilityStackProps) {
    super(scope, id, props);
    const { stage, capability, data, issuer } = props;
    this.capability = capability;
    this.#stage = stage;
    this.#later = new Map(
      Object.entries(capability.functions)
        .filter(([, { wakes }]) => wakes)
        .map(([name, spec]) => [name, new ConsumerQueue(this, `${name}-later`, { spec })]),
    );
    this.functions = Object.entries(capability.functions).map(([name, spec]) => {
      const environment = this.#environment(name, spec, props);
      const fn = new SchoolFunction(this, { stage, capability, name, spec, environment });
      this.#connect(fn, data, issuer);
      return fn;
    });
    if (stage.protected) this.#shiftGradually();
  }

  #environment(
    functionName: string,
    spec: FunctionSpec,
    { stage, capability, data, issuer }: CapabilityStackProps,
  ): Record<string, string> {
    const { name } = capability;
    const bucket = data.buckets.get(name);
    return {
      TABLE_NAME: data.tables.get(name)?.tableName ?? "",
      ...(switchboardVerbsOf(capability, functionName).length > 0 && {
        SWITCHBOARD_TABLE: data.switchboard.tableName,
      }),
      ...(spec.sendsMail && { MAIL_FROM: `${stage.mailFrom.name} <${stage.mailFrom.address}>` }),
      ...Object.fromEntries(
        (spec.defers ?? []).map((woken) => [laterVariableOf(woken), this.#queueOf(woken).queueUrl]),
      ),
      ...(spec.publishes && { BUS_NAME: data.bus.eventBusName }),
      ...(spec.bucket && bucket && { BUCKET_NAME: bucket.bucketName }),
      ...((name === "identity" || spec.issuerRoutes) && { ISSUER_URL: issuer.url, PORTAL_URL: stage.portal }),
    };
  }

  #connect(fn: SchoolFunction, data: DataStack, issuer: IdentityApiStack): void {
    const { name, spec } = fn;
    const table = data.tables.get(this.capability.name);
    const bucket = data.buckets.get(this.capability.name);
    if (spec.table && table)
      fn.allow(
        spec.table.map((verb) => `dynamodb:${verb}`),
        table.tableArn,
      );
    const switching = switchboardVerbsOf(this.capability, name);
    if (switching.length > 0)
      fn.allow(
        switching.map((verb) => `dynamodb:${verb}`),
        data.switchboard.tableArn,
      );
    if (spec.bucket && bucket) {
      fn.allow(
        spec.bucket.map((right) => BUCKET_ACTIONS[right]),
        bucket.arnForObjects("*"),
      );
      Validations.of(fn).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${this.#exportOf(data, bucket.bucketArn)}/*]`,
        reason: "The keys of a bucket's objects are not known in advance; the bucket is the capability's own.",
      });
    }
    if (spec.sendsMail) fn.allow(["ses:SendEmail"], this.#mailIdentity());
    if (spec.sendsSms) {
      fn.allow(["sns:Publish"], "*");
      Validations.of(fn).acknowledge({
        id: "AwsSolutions-IAM5[Resource::*]",
        reason: "A telephone number has no ARN: SNS lets it be published to on every resource or on none.",
      });
    }
    if (spec.issuerRoutes)
      new GatewayRoutes(this, `${name}-routes`, { apiId: issuer.apiId, target: fn, routeKeys: spec.issuerRoutes });
    for (const woken of spec.defers ?? []) fn.allow(["sqs:SendMessage"], this.#queueOf(woken).queueArn);
    const later = this.#later.get(name);
    if (later) {
      later.feed(fn);
      this.deadLetters.set(name, later.deadLetters);
    }
    if (spec.invokes)
      fn.allow(["lambda:InvokeFunction"], ...spec.invokes.map((other) => this.#functionArn(other.replace(".", "-"))));
    if (spec.onAlarms) new AlarmSubscription(this, { stage: this.#stage, target: fn });
    if (spec.schedule) new SchoolSchedule(this, { target: fn, cron: spec.schedule.cron });
    if (spec.consumes) {
      const subscription = new EventSubscription(this, {
        bus: data.bus,
        consumer: fn,
        events: spec.consumes,
      });
      this.deadLetters.set(name, subscription.deadLetters);
    }
    if (spec.follows && table)
      this.deadLetters.set(name, new Outbox(this, { table, publisher: fn, entities: spec.follows }).deadLetters);
    if (spec.publishes && table) {
      const { entities } = spec.publishes;
      this.deadLetters.set(name, new Outbox(this, { table, bus: data.bus, publisher: fn, entities }).deadLetters);
    }
  }

  /** Functions that people wait for change version gradually; a consumer's queue brings back what a bad version refused. */
  #shiftGradually(): void {
    const served = this.functions.filter(({ name }) => priorityOf(this.capability, name) !== undefined);
    if (served.length === 0) return;
    const application = new LambdaApplication(this, "deployments", {
      applicationName: `preau-${this.#stage.name}-${this.capability.name}`,
    });
    for (const fn of served) new GradualDeployment(this, application, fn);
  }

  #queueOf(woken: string): Queue {
    const later = this.#later.get(woken);
    if (later === undefined) throw new Error(`${this.capability.name}: ${woken} has no queue, it must be marked wakes`);
    return later.queue;
  }

  /** A function of another capability, by the name it is deployed under: no stack waits for the other. */
  #functionArn(capabilityAndName: string): string {
    const { partition, region, account } = this;
    return `arn:${partition}:lambda:${region}:${account}:function:preau-${this.#stage.name}-${capabilityAndName}:live`;
  }

  /** The sender's domain, as SES names it. */
  #mailIdentity(): string {
    const [, domain = ""] = this.#stage.mailFrom.address.split("@");
    return `arn:${this.partition}:ses:${this.region}:${this.account}:identity/${domain}`;
  }

  /** The name under which another stack exports a value: what cdk-nag writes in place of it. */
  #exportOf(stack: Stack, value: string): string {
    const imported: { "Fn::ImportValue": string } = this.resolve(stack.exportValue(value));
    return imported["Fn::ImportValue"];
  }
}
