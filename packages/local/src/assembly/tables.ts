import * as z from "zod";
import type { Found } from "./find.ts";

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));
const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
});

/** What is read of a table; billing, replicas, encryption and back-up have no local counterpart. */
export const tableSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(indexSchema).optional(),
  LocalSecondaryIndexes: z.array(indexSchema).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
});

export interface TableModel {
  readonly id: string;
  readonly name: string;
  readonly definition: z.infer<typeof tableSchema>;
  readonly ttlAttribute?: string | undefined;
}

/** A DynamoDB table as the engine must hold it. */
export function tableModel({ id, name, properties }: Found<z.infer<typeof tableSchema>>): TableModel {
  const ttl = properties.TimeToLiveSpecification;
  return { id, name, definition: properties, ttlAttribute: ttl?.Enabled === true ? ttl.AttributeName : undefined };
}
