import { mkdirSync } from "node:fs";
import { buildApp } from "fauxqs";

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>["stores"]>;
interface Persistence {
  readonly db: { exec(sql: string): void };
  load(queues: Stores["sqsStore"], topics: Stores["snsStore"], objects: Stores["s3Store"]): void;
  close(): void;
}

export interface QueuesAndObjects {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts fauxqs (SQS and S3) on 127.0.0.1, in this process. `dataDir` keeps messages and objects between runs,
 * written through to SQLite before each answer.
 */
export async function startQueuesAndObjects(options: { dataDir?: string; port?: number }): Promise<QueuesAndObjects> {
  // startFauxqs() always listens on every network interface, and these are children's data: assemble the same server
  // from its parts (the version is pinned) and bind it to the loopback only.
  const [{ SqsStore }, { SnsStore }, { S3Store }, { PersistenceManager }] = await Promise.all([
    part<{ SqsStore: new () => Stores["sqsStore"] }>("sqs/sqsStore.js"),
    part<{ SnsStore: new () => Stores["snsStore"] }>("sns/snsStore.js"),
    part<{ S3Store: new () => Stores["s3Store"] }>("s3/s3Store.js"),
    part<{ PersistenceManager: new (dataDir: string) => Persistence }>("persistence.js"),
  ]);
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  let persistence: Persistence | undefined;
  if (options.dataDir !== undefined) {
    mkdirSync(options.dataDir, { recursive: true });
    persistence = new PersistenceManager(options.dataDir);
    // In WAL mode a killed process loses nothing this way, only a power cut could; a flush to disk for each message,
    // three in its life, would take most of the time of this process.
    persistence.db.exec("PRAGMA synchronous = NORMAL");
    persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store);
    Object.assign(stores.sqsStore, { persistence });
    Object.assign(stores.s3Store, { persistence });
    for (const queue of stores.sqsStore.allQueues()) Object.assign(queue, { persistence });
  }
  const app = buildApp({ logger: false, host: "localhost", defaultRegion: "eu-west-3", stores });
  const endpoint = await app.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  const stop = async () => {
    await app.close();
    persistence?.close();
  };
  return { endpoint, stop };
}

function part<Module>(file: string): Promise<Module> {
  return import(new URL(file, import.meta.resolve("fauxqs")).href);
}
