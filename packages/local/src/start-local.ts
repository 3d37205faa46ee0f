import { checkReferences } from "./assembly/check-references.ts";
import { modelOf } from "./assembly/model.ts";
import { readAssembly } from "./assembly/read-assembly.ts";
import { createResources } from "./create-resources.ts";
import { freePort } from "./engines/free-port.ts";
import type { HttpServer } from "./gateway/listen.ts";
import { type Pages, startGateway } from "./gateway/server.ts";
import { untilIdle } from "./idle.ts";
import { lockDataDir } from "./lock-data-dir.ts";
import { startEngines } from "./start-engines.ts";
import { startServices } from "./start-services.ts";
import { startTtlSweeper } from "./sweep-ttl.ts";

export interface LocalOptions {
  /** Directory of the cloud assembly (`cdk.out`). */
  readonly assembly: string;
  /** Everything that must survive a restart lies here. */
  readonly dataDir: string;
  /** 0 or absent: a free port. */
  readonly ports?: { readonly edge?: number; readonly identity?: number; readonly inbox?: number };
  /** Shifts the school clock of the functions, in milliseconds. */
  readonly clockOffsetMs?: number;
  /** Variables that every function sees beside its own. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly dynamodbEndpoint?: string;
  readonly objectStoreEndpoint?: string;
  /** Pages that the edge answers by itself, by path. */
  readonly pages?: Pages;
  /** Told what goes wrong in the background, one line each. */
  readonly onLine?: (line: string) => void;
  /** Default 5 minutes. */
  readonly environmentIdleMs?: number;
  /** Default 24. */
  readonly maxProcesses?: number;
  /** Default 60 s. */
  readonly ttlSweepMs?: number;
}

export interface LocalRuntime {
  readonly edgeUrl: string;
  readonly identityUrl: string;
  /** Where what would have been mailed can be read. */
  readonly inboxUrl: string;
  /** `control` takes limits and faults: see the README. */
  readonly endpoints: Readonly<Record<"dynamodb" | "s3" | "sqs" | "events" | "lambda" | "control", string>>;
  readonly functions: readonly string[];
  /** Physical table names by logical id. */
  readonly tables: Readonly<Record<string, string>>;
  /** Value of a stack output, by export name, `<stack>.<output>` or output name. Throws when there is none. */
  output(name: string): string;
  /** Runs a function on a JSON value and gives its answer; throws when the function fails or the service refuses. */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
  /** Resolves once nothing moves any more: streams and queues are drained, no function runs. */
  idle(): Promise<void>;
  /** Lets current invocations finish for two seconds, then ends everything that was started. */
  stop(): Promise<void>;
}

/**
 * Runs a cloud assembly on this machine until `stop`. Throws, having stopped what it had begun, when the assembly holds
 * something that has no local counterpart, when the data directory is in use, or when a port is taken.
 */
export async function startLocal(options: LocalOptions): Promise<LocalRuntime> {
  const { dataDir, clockOffsetMs = 0, onLine = () => {} } = options;
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    stops.push(lockDataDir(dataDir));
    const stacks = readAssembly(options.assembly);
    const engines = await startEngines(options);
    stops.push(engines.stop);

    const ports = {
      edge: options.ports?.edge || (await freePort()),
      identity: options.ports?.identity || (await freePort()),
    };
    // The two HTTP APIs are told apart by the end of their name.
    const kindOf = (api: string) => (api.endsWith("-identity") ? "identity" : "edge");
    const urlOf = (api: string) => `http://localhost:${ports[kindOf(api)]}`;
    const model = modelOf(stacks, { sqs: engines.sqs, api: urlOf });
    checkReferences(model);
    await createResources(model, engines);

    const services = await startServices({
      ...options,
      model,
      engines,
      onLine,
      clockOffsetMs,
      environmentIdleMs: options.environmentIdleMs ?? 5 * 60_000,
      maxProcesses: options.maxProcesses ?? 24,
      inboxPort: options.ports?.inbox ?? 0,
    });
    const gateways: HttpServer[] = [];
    stops.push(() => Promise.all([services.stop(), ...gateways.map((gateway) => gateway.stop())]));
    const { pool, invoker, pollers, conditions, controlUrl } = services;

    for (const api of model.apis) {
      const kind = kindOf(api.name);
      const pages = kind === "edge" ? (options.pages ?? {}) : {};
      gateways.push(await startGateway({ api, port: ports[kind], pool, pages, conditions }));
    }
    stops.push(
      startTtlSweeper({
        tables: model.tables,
        endpoint: engines.dynamodb,
        everyMs: options.ttlSweepMs ?? 60_000,
        clockOffsetMs,
        onLine,
      }),
    );

    return {
      edgeUrl: urlOf("edge"),
      identityUrl: urlOf("-identity"),
      inboxUrl: services.inboxUrl,
      endpoints: {
        dynamodb: engines.dynamodb,
        s3: engines.s3,
        sqs: engines.sqs,
        events: controlUrl,
        lambda: controlUrl,
        control: controlUrl,
      },
      functions: pool.names,
      tables: Object.fromEntries(model.tables.map(({ id, name }) => [id, name])),
      output: (name) => {
        const value =
          model.outputs[name] ?? Object.entries(model.outputs).find(([key]) => key.endsWith(`.${name}`))?.[1];
        if (value === undefined) throw new Error(`no stack has an output named ${name}`);
        return value;
      },
      invoke: async (name, payload) => {
        const outcome = await pool.invoke(name, JSON.stringify(payload) ?? "null");
        if (outcome.failed) throw new Error(`${name}: ${outcome.payload}`);
        return JSON.parse(outcome.payload);
      },
      idle: () => untilIdle(pool, invoker, pollers),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
