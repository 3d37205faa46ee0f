import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from "aws-cdk-lib";
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from "aws-cdk-lib/aws-backup";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Schedule } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";
import { copyPlans } from "../scaling/copies.ts";
import type { Stage } from "../stages.ts";

/** At one in the morning, every day or on Sundays. */
const WHEN = { night: { hour: "1", minute: "0" }, week: { hour: "1", minute: "0", weekDay: "SUN" } } as const;

const vaultName = (stage: Stage): string => `preau-${stage.name}-backups`;

/** Where copies lie, in either region: nobody deletes them before their time but whoever may delete the vault. */
export class BackupVaultStack extends Stack {
  readonly vault: BackupVault;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { readonly stage: Stage }) {
    super(scope, id, props);
    this.vault = new BackupVault(this, "vault", {
      backupVaultName: vaultName(stage),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

interface BackupStackProps extends StackProps {
  readonly stage: Stage;
  readonly vault: BackupVault;
  readonly tables: readonly TableV2[];
  readonly copyRegion: string;
}

/**
 * Every table, every night, copied to another region (`scaling/copies.ts` says for how long): point-in-time recovery undoes our own
 * mistakes, this outlives the region (and, with the vault in another account, the account). Restoring makes new tables: see
 * `infra/README.md`. Never tried on AWS.
 */
export class BackupStack extends Stack {
  constructor(scope: Construct, id: string, { stage, vault, tables, copyRegion, ...props }: BackupStackProps) {
    super(scope, id, props);
    const { partition, account } = this;
    const copies = BackupVault.fromBackupVaultArn(
      this,
      "copies",
      `arn:${partition}:backup:${copyRegion}:${account}:backup-vault:${vaultName(stage)}`,
    );
    const plan = new BackupPlan(this, "plan", {
      backupPlanName: `preau-${stage.name}-nightly`,
      backupVault: vault,
      backupPlanRules: copyPlans.map(
        ({ name, every, keptDays, keptElsewhereDays }) =>
          new BackupPlanRule({
            ruleName: name,
            scheduleExpression: Schedule.cron(WHEN[every]),
            deleteAfter: Duration.days(keptDays),
            copyActions: [{ destinationBackupVault: copies, deleteAfter: Duration.days(keptElsewhereDays) }],
          }),
      ),
    });
    Validations.of(plan).acknowledge({
      id: "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]",
      reason: "The policy that AWS keeps for its backup service; ours would have to follow it.",
    });
    plan.addSelection("tables", { resources: tables.map((table) => BackupResource.fromArn(table.tableArn)) });
  }
}
