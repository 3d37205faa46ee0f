import { App } from "aws-cdk-lib";
import { addStacks } from "./add-stacks.ts";
import { stages } from "./stages.ts";

/** Writes the cloud assembly of a stage to `outdir`, as `cdk synth` does but in this process; the bundles must exist. */
export const synthesize = (stageName: string, outdir: string, { checked }: { checked: boolean }) => {
  const stage = stages[stageName];
  if (stage === undefined) throw new Error(`no such stage: ${stageName}`);
  const app = new App({ outdir, analyticsReporting: false, context: { "aws:cdk:disable-asset-staging": true } });
  addStacks(app, stage, { checked });
  return app.synth();
};
