import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Capability, type DomainEvent, entryFileOf, laterVariableOf, routesOf } from "@preau/contract";
import { openStream, type StreamReader } from "@preau/local/sources/stream-reader";
import { asDelivered, changesSomething, type StreamRecord } from "@preau/local/sources/stream-record";
import { capabilityList } from "../../../../infra/capability-list.ts";
import { freshTable } from "../../../../test/support/fresh-table.ts";
import { caller } from "../../../../test/support/request.ts";
import { startNearby } from "./aws-nearby.ts";

export type Handler = (event: unknown, context?: unknown) => Promise<unknown>;
type Ask = ReturnType<typeof caller>;

/** Which capabilities the cell has, and how a function of theirs is opened where it is not in this process. */
export interface CellOptions {
  readonly capabilities?: readonly string[];
  open?(id: string, variables: Readonly<Record<string, string>>): Promise<Handler>;
}

/** Those that a roll call concerns. */
const CONCERNED = ["attendance", "notices", "home"];
const ATTEMPTS = 8;
/** A change alone or nearly: boards are then written the most often that they can be. */
const LOT = 3;

interface Message {
  readonly to: string;
  readonly body: string;
  readonly due: number;
}

const eventOf = ({ body }: Message) => ({ Records: [{ messageId: "1", body }] });

const entityOf = ({ dynamodb: { NewImage, OldImage } }: StreamRecord): string =>
  ((NewImage ?? OldImage)?._et as { S?: string } | undefined)?.S ?? "";

/**
 * The capabilities that a roll call concerns, in this process: their deployed functions, called as the gateway, the bus, the streams and
 * the queues call them, on tables of their own. `clock` gives the instant that everything happens at.
 */
export const openCell = async (clock: () => number, { capabilities = CONCERNED, open }: CellOptions = {}) => {
  const concerned = capabilityList.filter(({ name }) => capabilities.includes(name));
  const tables = new Map<string, string>();
  for (const one of concerned) tables.set(one.name, await freshTable(one));
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB ?? "";
  const dir = mkdtempSync(join(tmpdir(), "preau-heat-"));
  const readers = new Map<string, StreamReader>();
  for (const { name } of concerned.filter(({ table }) => table.stream)) {
    const checkpointFile = join(dir, `${name}.json`);
    readers.set(name, await openStream({ endpoint, table: tables.get(name) ?? "", checkpointFile, fromLatest: true }));
  }
  const messages: Message[] = [];
  const tally = { events: 0, left: 0, mailsAndSms: 0 };
  const handlers = new Map<string, Promise<Handler>>();

  const handlerOf = (one: Capability, name: string): Promise<Handler> => {
    const id = `${one.name}-${name}`;
    const opened = handlers.get(id) ?? load(one, name);
    handlers.set(id, opened);
    return opened;
  };
  /** The functions that an event of the bus reaches, each with the message it is given. */
  const addressed = (name: string, detail: unknown): readonly Message[] => {
    const body = JSON.stringify({ "detail-type": name, detail });
    return concerned.flatMap((one) =>
      Object.entries(one.functions)
        .filter(([, { consumes = [] }]) => consumes.some((event: DomainEvent) => event.name === name))
        .map(([consumer]) => ({ to: `${one.name}-${consumer}`, body, due: clock() })),
    );
  };
  const nearby = await startNearby({
    published: (name, detail) => {
      tally.events += 1;
      messages.push(...addressed(name, detail));
    },
    left: (queue, body, seconds) => {
      tally.left += 1;
      messages.push({ to: queue, body, due: clock() + seconds * 1_000 });
    },
    asked: async (id, question) => (await functionOf(id))(question),
    sent: () => {
      tally.mailsAndSms += 1;
    },
  });
  const functionOf = (id: string): Promise<Handler> => {
    const [name = "", fn = ""] = id.split(/-(.*)/s);
    const one = concerned.find((other) => other.name === name);
    if (one === undefined) throw new Error(`${id} is not of this cell`);
    return handlerOf(one, fn);
  };
  let loading: Promise<unknown> = Promise.resolve();
  /** One at a time: a function reads its environment while it is imported. */
  const load = (one: Capability, name: string): Promise<Handler> => {
    const loaded = loading.then(async () => {
      const later = Object.keys(one.functions).map((fn) => [laterVariableOf(fn), `${nearby.url}/${one.name}-${fn}`]);
      const variables = {
        ...(Object.fromEntries(later) as Record<string, string>),
        TABLE_NAME: tables.get(one.name) ?? "",
        CAPABILITY: one.name,
        STAGE: "bench",
        BUS_NAME: "bench",
        BUCKET_NAME: "bench",
        MAIL_FROM: "Préau <ne-pas-repondre@example.org>",
        PORTAL_URL: "http://localhost",
        AWS_ENDPOINT_URL_EVENTBRIDGE: nearby.url,
        AWS_ENDPOINT_URL_SQS: nearby.url,
        AWS_ENDPOINT_URL_LAMBDA: nearby.url,
        AWS_ENDPOINT_URL_SESV2: nearby.url,
        AWS_ENDPOINT_URL_SNS: nearby.url,
      };
      if (open !== undefined) return open(`${one.name}-${name}`, variables);
      Object.assign(process.env, variables);
      const url = new URL(`../../../../functions/${one.name}/${entryFileOf(name)}`, import.meta.url).href;
      const { handler } = (await import(url)) as { handler: Handler };
      return handler;
    });
    loading = loaded.catch(() => {});
    return loaded;
  };

  /** Gives it until it is taken. */
  const insist = async (id: string, event: object): Promise<void> => {
    const handler = await functionOf(id);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { batchItemFailures = [] } = ((await handler(event)) ?? {}) as { batchItemFailures?: readonly unknown[] };
      if (batchItemFailures.length === 0) return;
    }
    throw new Error(`${id} did not take what it was given`);
  };
  const followers = (one: Capability, records: readonly StreamRecord[]): readonly (() => Promise<void>)[] =>
    Object.entries(one.functions).flatMap(([name, { follows, publishes }]) => {
      const wanted = new Set(follows ?? publishes?.entities);
      const own = records.filter((record) => wanted.has(entityOf(record)));
      const lots = Array.from({ length: Math.ceil(own.length / LOT) }, (_, lot) =>
        own.slice(lot * LOT, lot * LOT + LOT),
      );
      // As one shard does: one lot after the other.
      return lots.length === 0
        ? []
        : [
            async () => {
              for (const Records of lots) await insist(`${one.name}-${name}`, { Records });
            },
          ];
    });
  const streamed = async (): Promise<boolean> => {
    const work: (() => Promise<void>)[] = [];
    for (const one of concerned) {
      const read = await readers.get(one.name)?.read(1_000);
      const records = (read?.records ?? [])
        .filter(changesSomething)
        .map((record) => asDelivered(record, "arn:aws:dynamodb:local"));
      work.push(...followers(one, records));
    }
    await Promise.all(work.map((run) => run()));
    return work.length > 0;
  };
  const received = async (): Promise<boolean> => {
    const due = messages.filter((message) => message.due <= clock());
    for (const message of due) messages.splice(messages.indexOf(message), 1);
    for (let from = 0; from < due.length; from += 10)
      await Promise.all(due.slice(from, from + 10).map((message) => insist(message.to, eventOf(message))));
    return due.length > 0;
  };

  return {
    tally,
    /** A function of the cell, opened if it is not yet. */
    handler: functionOf,
    /** The table of a capability of the cell. */
    tableOf: (capability: string): string => tables.get(capability) ?? "",
    /** An event that a capability outside of the cell has sent. */
    tell: async (name: string, detail: object): Promise<void> => {
      await Promise.all(addressed(name, detail).map((message) => insist(message.to, eventOf(message))));
    },
    ask: async (capability: string, ...[operation, principal, asked]: Parameters<Ask>): ReturnType<Ask> => {
      const one = concerned.find(({ name }) => name === capability);
      const name = Object.keys(one?.functions ?? {}).find((fn) => one && routesOf(one, fn).includes(operation));
      if (one === undefined || name === undefined) throw new Error(`nobody serves ${operation}`);
      const handler = await handlerOf(one, name);
      return caller(handler as never, one.contract)(operation, principal, asked);
    },
    /** Carries events, changes and messages that are due until nothing moves any more. */
    settle: async (): Promise<void> => {
      for (;;) {
        const moved = [await streamed(), await received()];
        if (!moved.includes(true)) return;
      }
    },
    /** The next instant at which something left for later is due. */
    nextDue: (): number | undefined => messages.map(({ due }) => due).sort((a, b) => a - b)[0],
    stop: async (): Promise<void> => {
      await nearby.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};

export type Cell = Awaited<ReturnType<typeof openCell>>;
