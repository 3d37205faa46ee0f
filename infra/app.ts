import { App } from "aws-cdk-lib";
import { addStacks } from "./add-stacks.ts";
import { bundleFunctions } from "./bundle-functions.ts";
import { stages } from "./stages.ts";

const app = new App();
const name: unknown = app.node.tryGetContext("stage") ?? "dev";
const stage = stages[String(name)];
if (stage === undefined) throw new Error(`no such stage: ${String(name)} (known: ${Object.keys(stages).join(", ")})`);

await bundleFunctions();
addStacks(app, stage, { checked: true });
app.synth();
