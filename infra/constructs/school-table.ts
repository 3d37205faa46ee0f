import type { Capability } from "@preau/contract";
import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  Billing,
  Capacity,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import { provisionedCapacityOf, warmThroughputOf } from "../scaling/table-capacity.ts";
import type { Stage } from "../stages.ts";

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** On demand and pre-warmed or, where the stage says so, provisioned between bounds that follow its use. */
const capacityOf = (stage: Stage, name: string) => {
  if (!stage.provisionedTables?.includes(name))
    return { billing: Billing.onDemand(), warmThroughput: warmThroughputOf(stage) };
  const { read, write } = provisionedCapacityOf(stage);
  return {
    billing: Billing.provisioned({
      readCapacity: Capacity.autoscaled(read),
      writeCapacity: Capacity.autoscaled(write),
    }),
  };
};

/** The one table of a capability, or one they share: its capacity scales by itself, restorable to any second of the last 35 days, and never deleted with its stack. */
export class SchoolTable extends Construct {
  readonly table: TableV2;

  constructor(
    scope: Construct,
    { capability, stage }: { capability: Pick<Capability, "name" | "table">; stage: Stage },
  ) {
    super(scope, `${capability.name}-table`);
    const capacity = capacityOf(stage, capability.name);
    this.table = new TableV2(this, "table", {
      tableName: `preau-${stage.name}-${capability.name}`,
      partitionKey: text("pk"),
      sortKey: text("sk"),
      timeToLiveAttribute: "ttl",
      ...capacity,
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
            ...("warmThroughput" in capacity && { warmThroughput: capacity.warmThroughput }),
          },
        ],
      }),
    });
  }
}
