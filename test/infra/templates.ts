import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stage } from "../../infra/stages.ts";
import { synthesize } from "../../infra/synthesize.ts";

export interface Resource {
  readonly Type: string;
  // A template is whatever CloudFormation allows.
  readonly Properties: Readonly<Record<string, ReturnType<typeof JSON.parse>>>;
  readonly DeletionPolicy?: string;
}

/** One synthesized stack: its resources by logical id. */
export interface Template {
  readonly stack: string;
  readonly resources: Readonly<Record<string, Resource>>;
}

/** Synthesizes a stage as it would be deployed; the bundles must exist. */
export const templatesOf = (stage: Stage, { checked }: { checked: boolean }): readonly Template[] => {
  const assembly = synthesize(stage, mkdtempSync(join(tmpdir(), "preau-assembly-")), { checked });
  return assembly.stacks.map(({ stackName, template }) => ({ stack: stackName, resources: template.Resources ?? {} }));
};

/** The resources of a type over all stacks, with where they are. */
export const ofType = (templates: readonly Template[], type: string) =>
  templates.flatMap(({ stack, resources }) =>
    Object.entries(resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, resource]) => ({ at: `${stack}/${id}`, id, stack, ...resource })),
  );
