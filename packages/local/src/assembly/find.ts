import * as z from "zod";
import { type Addresses, attributesAt, physicalName } from "./attributes.ts";
import type { Stack } from "./read-assembly.ts";
import { conditionHolds, createResolve, type Resolve } from "./resolve.ts";
import type { modelledTypes } from "./resource-types.ts";

/** A modelled resource whose condition holds, its properties resolved and checked. */
export interface Found<Properties> {
  readonly stack: Stack;
  readonly id: string;
  readonly name: string;
  /** What `Ref` gives. */
  readonly ref: string;
  readonly properties: Properties;
}

export type Find = <Schema extends z.ZodType>(
  types: readonly (typeof modelledTypes)[number][],
  schema: Schema,
) => Found<z.infer<Schema>>[];

/**
 * Builds the finder of an assembly: all resources of some types, resolved, and checked against a schema.
 * It throws, naming stack and logical id, on an unknown intrinsic or a shape that the schema refuses.
 */
export function createFind(stacks: readonly Stack[], addresses: Addresses): { find: Find; resolve: Resolve } {
  const attributeOf = attributesAt(addresses);
  const resolve = createResolve(stacks, attributeOf);
  const find: Find = (types, schema) =>
    stacks.flatMap((stack) =>
      Object.entries(stack.resources)
        .filter(([, { Type }]) => types.some((type) => type === Type))
        .filter(([, { Condition }]) => Condition === undefined || conditionHolds(stack, { Condition }, resolve))
        .map(([id, { Type, Properties }]) => {
          try {
            const properties = schema.parse(resolve(stack, Properties));
            const ref = String(attributeOf(stack, id, "Ref", resolve));
            return { stack, id, name: physicalName(stack, id, resolve), ref, properties };
          } catch (error) {
            throw new Error(`${stack.name}/${id} (${Type}): ${reasonOf(error)}`);
          }
        }),
    );
  return { find, resolve };
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}
