import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { capabilityList } from "./capability-list.ts";
import { BackupStack, BackupVaultStack } from "./stacks/backups.ts";
import { CapabilityStack } from "./stacks/capability.ts";
import { DataStack } from "./stacks/data.ts";
import { EdgeStack } from "./stacks/edge.ts";
import { IdentityApiStack } from "./stacks/identity.ts";
import { OperationsStack } from "./stacks/operations.ts";
import type { Stage } from "./stages.ts";

/**
 * The stacks of a stage, in the order of deployment: data, one per capability, the issuer's API, the edge, operations.
 * The issuer comes before the edge because API Gateway reads its discovery document when it creates the JWT authorizer.
 */
export const addStacks = (app: App, stage: Stage, { checked }: { checked: boolean }): void => {
  const env = { region: stage.region };
  const named = (part: string) => ({ stackName: `preau-${stage.name}-${part}`, env });
  const data = new DataStack(app, `preau-${stage.name}-data`, {
    ...named("data"),
    stage,
    capabilities: capabilityList,
  });
  const issuer = new IdentityApiStack(app, `preau-${stage.name}-issuer`, { ...named("issuer"), stage });
  const stacks = capabilityList.map(
    (capability) =>
      new CapabilityStack(app, `preau-${stage.name}-${capability.name}`, {
        ...named(capability.name),
        stage,
        capability,
        data,
        issuer,
      }),
  );
  const edge = new EdgeStack(app, `preau-${stage.name}-edge`, { ...named("edge"), stage, stacks, issuer });
  new OperationsStack(app, `preau-${stage.name}-operations`, { ...named("operations"), stage, stacks, edge });
  if (stage.copyRegion !== undefined) {
    const { copyRegion } = stage;
    const vault = new BackupVaultStack(app, `preau-${stage.name}-vault`, { ...named("vault"), stage }).vault;
    const copies = { stackName: `preau-${stage.name}-copies`, env: { region: copyRegion } };
    const elsewhere = new BackupVaultStack(app, `preau-${stage.name}-copies`, { ...copies, stage });
    const tables = [...data.tables.values(), data.switchboard];
    const backups = new BackupStack(app, `preau-${stage.name}-backups`, {
      ...named("backups"),
      stage,
      vault,
      tables,
      copyRegion,
    });
    backups.addStackDependency(elsewhere);
  }
  if (checked) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
};
