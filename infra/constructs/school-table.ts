import type { Capability } from "@preau/contract";
import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import { type Stage, warmThroughputOf } from "../stages.ts";

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table of a capability, or one they share: on demand, pre-warmed, restorable to any second of the last 35 days, and never deleted with its stack. */
export class SchoolTable extends Construct {
  readonly table: TableV2;

  constructor(
    scope: Construct,
    { capability, stage }: { capability: Pick<Capability, "name" | "table">; stage: Stage },
  ) {
    super(scope, `${capability.name}-table`);
    this.table = new TableV2(this, "table", {
      tableName: `preau-${stage.name}-${capability.name}`,
      partitionKey: text("pk"),
      sortKey: text("sk"),
      timeToLiveAttribute: "ttl",
      billing: Billing.onDemand(),
      warmThroughput: warmThroughputOf(stage),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.protected,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(capability.table.stream && { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES }),
      ...(capability.table.gsi1 && {
        globalSecondaryIndexes: [
          {
            indexName: "gsi1",
            partitionKey: text("gsi1pk"),
            sortKey: text("gsi1sk"),
            projectionType: ProjectionType.KEYS_ONLY,
            warmThroughput: warmThroughputOf(stage),
          },
        ],
      }),
    });
  }
}
