import { App } from "aws-cdk-lib";
import { addStacks } from "./add-stacks.ts";
import { bundleFunctions } from "./bundle-functions.ts";
import { stageNamed } from "./stages.ts";

const app = new App();
const stage = stageNamed(String(app.node.tryGetContext("stage") ?? "dev"));

await bundleFunctions();
addStacks(app, stage, { checked: true });
app.synth();
