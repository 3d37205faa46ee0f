import type { Capability } from "@preau/contract";
import { Stack, type StackProps } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { EventBus } from "aws-cdk-lib/aws-events";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { SchoolBucket } from "../constructs/school-bucket.ts";
import { SchoolTable } from "../constructs/school-table.ts";
import type { Stage } from "../stages.ts";

interface DataStackProps extends StackProps {
  readonly stage: Stage;
  readonly capabilities: readonly Capability[];
}

/** All that must outlive a deployment: one table per capability, the switchboard, their buckets, and the bus between them. */
export class DataStack extends Stack {
  readonly bus: EventBus;
  readonly tables: ReadonlyMap<string, TableV2>;
  /** What is switched right now: written by identity and admission, read by every function that serves HTTP. */
  readonly switchboard: TableV2;
  readonly buckets: ReadonlyMap<string, Bucket>;

  constructor(scope: Construct, id: string, { stage, capabilities, ...props }: DataStackProps) {
    super(scope, id, props);
    this.bus = new EventBus(this, "bus", { eventBusName: `preau-${stage.name}` });
    this.tables = new Map(
      capabilities.map((capability) => [capability.name, new SchoolTable(this, { capability, stage }).table]),
    );
    this.switchboard = new SchoolTable(this, { capability: { name: "switchboard", table: {} }, stage }).table;
    this.buckets = new Map(
      capabilities.flatMap(({ name, bucket }) =>
        bucket === undefined
          ? []
          : [[name, new SchoolBucket(this, { name, days: bucket.days, stage }).bucket] as const],
      ),
    );
  }
}
