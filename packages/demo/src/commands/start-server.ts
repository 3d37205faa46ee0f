import { join } from "node:path";
import { toOpenApi } from "@preau/contract/openapi";
import { startLocal } from "@preau/local";
import { bundleFunctions } from "../../../../infra/bundle-functions.ts";
import { capabilityList } from "../../../../infra/capability-list.ts";
import { type Stage, stageNamed } from "../../../../infra/stages.ts";
import { synthesize } from "../../../../infra/synthesize.ts";
import { referencePages } from "./reference-pages.ts";
import type { StartOptions } from "./start-options.ts";

/** The built-in template validator takes four seconds and finds nothing that `npm run synth` would not. */
const withoutValidator = <T>(work: () => T): T => {
  process.env.CDK_VALIDATION = "false";
  try {
    return work();
  } finally {
    delete process.env.CDK_VALIDATION;
  }
};

/** Builds what would be deployed, and runs it on this machine; a bench may want a larger stage than the local one. */
export const startServer = async (
  { dataDir, port, clockOffsetMs }: Pick<StartOptions, "dataDir" | "port" | "clockOffsetMs">,
  say: (line: string) => void,
  stage: Stage = stageNamed("local"),
) => {
  say("bundling the functions");
  await bundleFunctions();
  say("synthesizing the cloud assembly");
  const assembly = join(dataDir, "cdk.out");
  withoutValidator(() => synthesize(stage, assembly, { checked: false }));
  say("starting the engines, the functions and the gateways");
  const server = { url: `http://localhost:${port}`, issuerUrl: `http://localhost:${port + 1}` };
  const openApi = JSON.stringify(
    toOpenApi(
      capabilityList.map(({ contract }) => contract),
      server,
    ),
  );
  return startLocal({
    assembly,
    dataDir,
    ports: { edge: port, identity: port + 1, inbox: port + 9 },
    clockOffsetMs,
    pages: referencePages(openApi),
    onLine: (line) => say(line),
  });
};
