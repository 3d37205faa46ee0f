import { basename } from "node:path";
import * as z from "zod";
import type { Found } from "./find.ts";

/** What is read of a function; rights, tracing, architecture and log settings have no local counterpart. */
export const functionSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string().startsWith("nodejs"),
  MemorySize: z.number().default(128),
  Timeout: z.number().default(3),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  ReservedConcurrentExecutions: z.number().optional(),
  Layers: z.array(z.string()).max(0).optional(),
});

export interface FunctionModel {
  readonly name: string;
  /** Directory of the unpacked bundle. */
  readonly directory: string;
  /** `<module>.<export>`, as `index.handler`. */
  readonly handler: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number | undefined;
  /** Environments kept warm on a school day; only a run with limits keeps them. */
  readonly provisionedConcurrency?: number | undefined;
}

/** A Lambda function as the pool must run it. Throws when its bundle is not in the assembly. */
export function functionModel({ stack, id, name, properties }: Found<z.infer<typeof functionSchema>>): FunctionModel {
  const { Code, Handler, MemorySize, Timeout, Environment, ReservedConcurrentExecutions } = properties;
  const directory = stack.assets.get(Code.S3Key) ?? stack.assets.get(basename(Code.S3Key));
  if (directory === undefined) throw new Error(`${stack.name}/${id}: no asset ${Code.S3Key} in the assembly`);
  return {
    name,
    directory,
    handler: Handler,
    memoryMb: MemorySize,
    timeoutMs: Timeout * 1_000,
    variables: Environment?.Variables ?? {},
    reservedConcurrency: ReservedConcurrentExecutions,
  };
}
