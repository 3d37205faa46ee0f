import { App } from "aws-cdk-lib";
import { addStacks } from "./add-stacks.ts";
import type { Stage } from "./stages.ts";

/** Writes the cloud assembly of a stage to `outdir`, as `cdk synth` does but in this process; the bundles must exist. */
export const synthesize = (stage: Stage, outdir: string, { checked }: { checked: boolean }) => {
  const app = new App({ outdir, analyticsReporting: false, context: { "aws:cdk:disable-asset-staging": true } });
  addStacks(app, stage, { checked });
  return app.synth();
};
