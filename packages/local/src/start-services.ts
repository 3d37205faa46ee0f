import { join } from "node:path";
import type { AssemblyModel } from "./assembly/model.ts";
import { startControlServer } from "./control-server.ts";
import { createBus } from "./events/bus.ts";
import { type AsyncInvoker, createAsyncInvoker } from "./lambda/invoke-async.ts";
import { type Pool, startPool } from "./lambda/pool.ts";
import { type Conditions, createConditions } from "./limits/conditions.ts";
import { startMailSink } from "./mail/mail-sink.ts";
import { patientInvoke } from "./sources/patient-invoke.ts";
import type { Poller, PollerDeps } from "./sources/poller.ts";
import { startQueuePoller } from "./sources/queue-poller.ts";
import { runSchedules } from "./sources/run-schedules.ts";
import { createSend } from "./sources/send-message.ts";
import { startStreamPoller } from "./sources/stream-poller.ts";
import type { Engines } from "./start-engines.ts";

export interface Services {
  readonly pool: Pool;
  readonly invoker: AsyncInvoker;
  readonly pollers: readonly Poller[];
  /** AWS's limits and faults, while a load test wants them. */
  readonly conditions: Conditions;
  /** Base URL of the local EventBridge and Lambda APIs. */
  readonly controlUrl: string;
  /** Where what would have been mailed can be read. */
  readonly inboxUrl: string;
  stop(): Promise<void>;
}

export interface ServicesOptions {
  readonly model: AssemblyModel;
  readonly engines: Engines;
  readonly dataDir: string;
  readonly clockOffsetMs: number;
  readonly variables?: Readonly<Record<string, string>>;
  readonly environmentIdleMs: number;
  readonly maxProcesses: number;
  /** 0: a free port. */
  readonly inboxPort: number;
  onLine(line: string): void;
}

/** How long the invocations under way may still run when the runtime stops. */
const stopGraceMs = 2_000;

/** Starts what runs the functions: the pool, the event bus, the control endpoint and the pollers of event sources. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { model, engines, dataDir, onLine } = options;
  // The functions must know the control endpoint, which must know the pool: the variables are completed just below.
  const variables: Record<string, string> = {
    AWS_ENDPOINT_URL_DYNAMODB: engines.dynamodb,
    AWS_ENDPOINT_URL_S3: engines.s3,
    AWS_ENDPOINT_URL_SQS: engines.sqs,
    ...options.variables,
    ...(options.clockOffsetMs !== 0 && { PREAU_CLOCK_OFFSET_MS: String(options.clockOffsetMs) }),
  };
  const pool = startPool({
    functions: model.functions,
    variables,
    programDirectory: join(dataDir, "lambda"),
    logDirectory: join(dataDir, "logs"),
    idleMs: options.environmentIdleMs,
    maxProcesses: options.maxProcesses,
    limits: () => conditions.invocations(),
  });
  const invoker = createAsyncInvoker(pool);
  const send = createSend(engines.sqs);
  const putEvent = createBus({ buses: model.buses, rules: model.rules, send, invoker });
  const conditions = createConditions({ model, engines, variables, pool, putEvent });
  const control = await startControlServer({ pool, invoker, putEvent, conditions });
  const controlUrl = `http://127.0.0.1:${control.port}`;
  variables.AWS_ENDPOINT_URL_EVENTBRIDGE = controlUrl;
  variables.AWS_ENDPOINT_URL_LAMBDA = controlUrl;
  const inbox = await startMailSink(options.inboxPort, join(dataDir, "mail.jsonl"));
  const inboxUrl = `http://localhost:${inbox.port}`;
  variables.AWS_ENDPOINT_URL_SESV2 = `http://127.0.0.1:${inbox.port}`;
  variables.AWS_ENDPOINT_URL_SNS = `http://127.0.0.1:${inbox.port}`;

  const pollers: Poller[] = [];
  const stopSchedules = runSchedules(model.schedules, {
    now: () => new Date(Date.now() + options.clockOffsetMs),
    invoke: invoker.invoke,
  });
  const stop = async () => {
    stopSchedules();
    invoker.stop();
    const pollersEnded = Promise.all(pollers.map((poller) => poller.stop()));
    await pool.stop(stopGraceMs);
    await pollersEnded;
    await conditions.stop();
    await control.stop();
    await inbox.stop();
  };
  try {
    const deps: PollerDeps = {
      endpoints: engines,
      streamEnds: engines.streamEnds,
      dataDir,
      send,
      onLine,
      invoke: patientInvoke(pool),
    };
    for (const source of model.eventSources) {
      pollers.push(source.kind === "stream" ? await startStreamPoller(source, deps) : startQueuePoller(source, deps));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { pool, invoker, pollers, conditions, controlUrl, inboxUrl, stop };
}
