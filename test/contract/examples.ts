import type { Capability, Route } from "@preau/contract";
import type * as z from "zod";

const partsOf = ({ params, query, body, replies }: Route): readonly z.ZodType[] =>
  [params, query, body, ...Object.values(replies)].filter((schema) => schema !== undefined);

/** An example that its own schema refuses, or a public schema without any. */
export const exampleFaults = (capability: Capability): readonly string[] =>
  Object.entries(capability.contract.routes).flatMap(([operation, route]) =>
    partsOf(route).flatMap((schema) => {
      const { id, examples } = schema.meta() ?? {};
      if (id === undefined) return [];
      if (!Array.isArray(examples) || examples.length === 0) return [`${operation}: ${id} has no example`];
      return examples.flatMap((example) => {
        const parsed = schema.safeParse(example);
        return parsed.success
          ? []
          : [`${operation}: the example of ${id} is refused (${parsed.error.issues[0]?.path.join(".")})`];
      });
    }),
  );

/** A path with a value for each of its parameters that its schema accepts. */
export const validParams = (route: Route, schoolId: string): Record<string, string> => {
  const shape = route.params?.shape ?? {};
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => {
      const [example] = ((schema as z.ZodType).meta()?.examples ?? []) as readonly unknown[];
      return [name, name === "schoolId" ? schoolId : String(example ?? "x")];
    }),
  );
};
