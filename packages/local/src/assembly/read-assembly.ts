import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as z from "zod";

export interface Resource {
  readonly Type: string;
  readonly Condition?: string | undefined;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface Stack {
  readonly name: string;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly parameters: Readonly<Record<string, { Default?: unknown }>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly mappings: Readonly<Record<string, Record<string, Record<string, unknown>>>>;
  readonly outputs: Readonly<Record<string, { Value: unknown; Export?: { Name: unknown } | undefined }>>;
  /** Object key in the assets bucket → absolute path in the assembly. */
  readonly assets: ReadonlyMap<string, string>;
}

const manifestSchema = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        dependencies: z.array(z.string()).default([]),
        properties: z
          .object({
            templateFile: z.string().optional(),
            stackName: z.string().optional(),
            file: z.string().optional(),
            directoryName: z.string().optional(),
          })
          .default({}),
      }),
    )
    .default({}),
});

const templateSchema = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({
        Type: z.string(),
        Condition: z.string().optional(),
        Properties: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/**
 * Reads every stack of a CDK cloud assembly (the directory written by `cdk synth`), nested stages included, those
 * depended upon first. Throws when the directory holds no manifest.
 */
export function readAssembly(directory: string): Stack[] {
  const { artifacts } = manifestSchema.parse(readJson(join(directory, "manifest.json")));
  const stacks: Stack[] = [];
  const seen = new Set<string>();
  const visit = (id: string) => {
    const artifact = artifacts[id];
    if (artifact === undefined || seen.has(id)) return;
    seen.add(id);
    artifact.dependencies.forEach(visit);
    const { templateFile, directoryName } = artifact.properties;
    if (artifact.type === "cdk:cloud-assembly" && directoryName !== undefined) {
      stacks.push(...readAssembly(join(directory, directoryName)));
    }
    if (artifact.type === "aws:cloudformation:stack" && templateFile !== undefined) {
      const manifests = artifact.dependencies.flatMap((name) => {
        const file = artifacts[name]?.type === "cdk:asset-manifest" ? artifacts[name].properties.file : undefined;
        return file === undefined ? [] : [join(directory, file)];
      });
      stacks.push(readStack(artifact.properties.stackName ?? id, join(directory, templateFile), manifests));
    }
  };
  Object.keys(artifacts).forEach(visit);
  return stacks;
}

function readStack(name: string, templateFile: string, assetManifests: string[]): Stack {
  const template = templateSchema.parse(readJson(templateFile));
  const assets = new Map<string, string>();
  for (const manifest of assetManifests) {
    for (const { source, destinations } of Object.values(assetsSchema.parse(readJson(manifest)).files)) {
      for (const { objectKey } of Object.values(destinations))
        assets.set(objectKey, resolve(dirname(manifest), source.path));
    }
  }
  return {
    name,
    resources: template.Resources,
    parameters: template.Parameters,
    conditions: template.Conditions,
    mappings: template.Mappings,
    outputs: template.Outputs,
    assets,
  };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
