import {
  type Capability,
  type DomainEvent,
  entryFileOf,
  laterVariableOf,
  type Payload,
  routesOf,
} from "@preau/contract";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { capabilityList } from "../../infra/capability-list.ts";
import { freshTable } from "../support/fresh-table.ts";
import { caller } from "../support/request.ts";

type Ask = ReturnType<typeof caller>;
type Consumer = (queue: SQSEvent) => Promise<SQSBatchResponse>;

/** Where the functions of a world keep their data, and how their code is told from that of another world. */
export interface Installation {
  /** Table of each capability. */
  readonly tables: ReadonlyMap<string, string>;
  /** Query of the entry points' addresses: a new one loads them anew. */
  readonly edition: string;
}

/** The functions of all capabilities, called in this process. */
export interface Functions {
  /** Asks as the gateway would, by operation. */
  readonly ask: ReadonlyMap<string, Ask>;
  /** Tells every consumer of an event; throws when one of them fails. */
  tell<E extends DomainEvent>(event: E, payload: Payload<E>): Promise<void>;
}

/** The tables of a world of its own. */
export const install = async (edition: string): Promise<Installation> => {
  // What a head blocks here must not be blocked for every other test of the run.
  const tables = new Map([["switchboard", await freshTable({ name: "switchboard", table: {} })]]);
  for (const capability of capabilityList) tables.set(capability.name, await freshTable(capability));
  return { tables, edition };
};

const surroundings = (capability: Capability, table: string): void => {
  Object.assign(process.env, {
    TABLE_NAME: table,
    CAPABILITY: capability.name,
    BUCKET_NAME: "isolation",
    // Nobody listens there: what would leave this process fails at once.
    AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9",
    ISSUER_URL: "http://127.0.0.1:9",
    ...Object.fromEntries(
      Object.keys(capability.functions).map((name) => [laterVariableOf(name), "http://127.0.0.1:9/later"]),
    ),
  });
};

/** Loads the functions that serve routes or consume events, each capability on its table. */
export const loadFunctions = async ({ tables, edition }: Installation): Promise<Functions> => {
  const ask = new Map<string, Ask>();
  process.env.SWITCHBOARD_TABLE = tables.get("switchboard") ?? "";
  const consumers = new Map<string, [string, Consumer][]>();
  for (const capability of capabilityList) {
    surroundings(capability, tables.get(capability.name) ?? "");
    for (const [name, { consumes = [] }] of Object.entries(capability.functions)) {
      const operations = routesOf(capability, name);
      if (operations.length + consumes.length === 0) continue;
      const entry = new URL(`../../functions/${capability.name}/${entryFileOf(name)}?${edition}`, import.meta.url);
      const { handler } = await import(entry.href);
      for (const operation of operations) ask.set(operation, caller(handler, capability.contract));
      for (const event of consumes)
        consumers.set(event.name, [...(consumers.get(event.name) ?? []), [`${capability.name}-${name}`, handler]]);
    }
  }
  return {
    ask,
    tell: async (event, payload) => {
      const body = JSON.stringify({ "detail-type": event.name, detail: event.schema.parse(payload) });
      const queue = { Records: [{ messageId: "1", body }] } as unknown as SQSEvent;
      for (const [name, handler] of consumers.get(event.name) ?? []) {
        const { batchItemFailures } = await handler(queue);
        if (batchItemFailures.length > 0) throw new Error(`${name} did not understand ${event.name}`);
      }
    },
  };
};
