import type { RouteModel } from "../assembly/apis.ts";
import type { AssemblyModel } from "../assembly/model.ts";
import type { PutEvent } from "../events/bus.ts";
import { drawCallFault } from "../faults/call-faults.ts";
import { chanceFrom } from "../faults/chance.ts";
import { inflict } from "../faults/inflict.ts";
import type { Pool } from "../lambda/pool.ts";
import { type Ceilings, createCeilings } from "./ceilings.ts";
import { keysOf } from "./dynamodb-call.ts";
import { createDynamodbGate } from "./dynamodb-gate.ts";
import { type DynamodbProxy, startDynamodbProxy } from "./dynamodb-proxy.ts";
import { fixedPool } from "./fixed-pool.ts";
import { gatewayLimits } from "./gateway-limits.ts";
import type { InvocationLimits } from "./invocation-limits.ts";
import { lambdaLimits } from "./lambda-limits.ts";
import type { Faults, Limits } from "./limits.ts";
import type { MeasuredSecond } from "./measured.ts";
import { createMeter } from "./meter.ts";
import { type AlarmWatch, watchAlarms } from "./watch-alarms.ts";

/** The conditions under which the runtime works: none by default, those of an account of AWS and faults when told so. */
export interface Conditions {
  /** For the pool: undefined without limits. */
  invocations(): InvocationLimits | undefined;
  /** For the gateways: undefined without limits. */
  passes(route: RouteModel): boolean | undefined;
  /** An HTTP API answered with this status. */
  answered(api: string, status: number): void;
  /** Sets or lifts limits; resolves once what is kept warm is. Throws a RangeError when they make no sense for this assembly. */
  setLimits(limits: Limits | null): Promise<void>;
  /** Sets or ends faults. Throws a RangeError for one that cannot be done here. */
  setFaults(faults: Faults | null): Promise<void>;
  /** Whole seconds at or after this instant (epoch milliseconds) in which limits or faults were on. */
  measured(since: number): readonly MeasuredSecond[];
  stop(): Promise<void>;
}

export interface ConditionsOptions {
  readonly model: AssemblyModel;
  readonly engines: { readonly dynamodb: string; readonly dynamodbPid?: number | undefined };
  /** Of the environments to come: they are shown the way to DynamoDB through the ceilings and the faults. */
  readonly variables: Record<string, string>;
  readonly pool: Pool;
  readonly putEvent: PutEvent;
}

const DEFAULT_SEED = 1;
const MINUTE_MS = 60_000;

/** What holds while limits are on. */
interface Limited {
  readonly limits: Limits;
  readonly invocations: InvocationLimits;
  readonly passes: (route: RouteModel) => boolean;
  readonly ceilings: Ceilings;
  readonly alarms: AlarmWatch;
}

export function createConditions({ model, engines, variables, pool, putEvent }: ConditionsOptions): Conditions {
  const meter = createMeter();
  let limited: Limited | undefined;
  let faults: { readonly draw: () => ReturnType<typeof drawCallFault>; readonly end: () => void } | undefined;
  let proxy: Promise<DynamodbProxy> | undefined;
  let tick: NodeJS.Timeout | undefined;
  let stopped = false;

  const gate = createDynamodbGate({
    keys: keysOf(model.tables),
    meter,
    ceilings: () => limited?.ceilings,
    fault: () => faults?.draw(),
  });

  const provision = async (): Promise<void> => {
    if (limited === undefined || limited.limits.fixedPool !== undefined) return;
    const { invocations } = limited;
    await Promise.all(model.functions.map((fn) => pool.provision(fn.name, invocations.kept(fn))));
  };

  const everySecond = (): void => {
    void limited?.alarms.look(Date.now());
    // A provisioned environment that died is replaced.
    void provision();
  };

  /** Puts the proxy on the way to DynamoDB, or takes it off; environments that know the other way end. */
  const turn = async (): Promise<void> => {
    const on = limited !== undefined || faults !== undefined;
    proxy ??= on ? startDynamodbProxy({ engine: engines.dynamodb, gate }) : undefined;
    const endpoint = on && proxy !== undefined ? (await proxy).endpoint : engines.dynamodb;
    // A classic server refuses nothing by itself.
    const admission = limited?.limits.fixedPool === undefined ? "on" : "off";
    if (variables.AWS_ENDPOINT_URL_DYNAMODB !== endpoint || (variables.ADMISSION ?? "on") !== admission) {
      Object.assign(variables, { AWS_ENDPOINT_URL_DYNAMODB: endpoint, ADMISSION: admission });
      pool.renew();
    }
    clearInterval(tick);
    tick = on && !stopped ? setInterval(everySecond, 1_000).unref() : undefined;
  };

  const limitedBy = (limits: Limits): Limited => {
    const chance = chanceFrom(limits.seed ?? DEFAULT_SEED);
    const now = () => performance.now();
    const { fixedPool: slots, alarmMinuteMs: minuteMs = MINUTE_MS } = limits;
    return {
      limits,
      invocations:
        slots === undefined
          ? lambdaLimits({ limits, functions: model.functions, meter, chance, now })
          : fixedPool(slots, { limits, meter }),
      passes: slots === undefined ? gatewayLimits(limits, meter, now) : () => true,
      ceilings: createCeilings(limits, now),
      alarms: watchAlarms({ alarms: model.alarms, meter, putEvent, minuteMs, begin: Date.now() }),
    };
  };

  return {
    invocations: () => limited?.invocations,
    passes: (route) => limited?.passes(route),
    answered: (api, status) => {
      if (status >= 500 && limited !== undefined) meter.apiFailed(api);
    },
    setLimits: async (limits) => {
      const before = limited;
      limited = limits === null ? undefined : limitedBy(limits);
      await before?.alarms.end(Date.now());
      await turn();
      await provision();
    },
    setFaults: async (wanted) => {
      faults?.end();
      faults = undefined;
      if (wanted !== null && Object.entries(wanted).some(([name, value]) => name !== "seed" && value > 0)) {
        const chance = chanceFrom(wanted.seed ?? DEFAULT_SEED);
        const end = inflict(wanted, pool, chance, engines.dynamodbPid);
        faults = { draw: () => drawCallFault(wanted, chance), end };
      }
      await turn();
    },
    measured: (since) => meter.since(since),
    stop: async () => {
      stopped = true;
      clearInterval(tick);
      faults?.end();
      await (await proxy)?.stop();
    },
  };
}
