import type { MeasuredFunction, MeasuredSecond, MeasuredTable } from "./measured.ts";

type Growing<Figures> = { -readonly [Name in keyof Figures]: Figures[Name] };
type AlarmChange = MeasuredSecond["alarms"][number];

interface OpenSecond {
  at: number;
  functions: Map<string, Growing<MeasuredFunction>>;
  throttledRoutes: Map<string, number>;
  serverErrors: Map<string, number>;
  tables: Map<string, Growing<MeasuredTable>>;
  keys: Map<string, { readUnits: number; writeUnits: number }>;
  alarms: AlarmChange[];
}

/** Counts what happens, second by second. */
export interface Meter {
  entered(fn: string): void;
  left(fn: string): void;
  /** A cold start. */
  started(fn: string): void;
  refused(fn: string): void;
  spent(fn: string, cpuMs: number, busyMs: number): void;
  routeRefused(routeKey: string): void;
  /** An HTTP API answered 5xx. */
  apiFailed(api: string): void;
  tableTook(table: string, readUnits: number, writeUnits: number): void;
  tableRefused(table: string): void;
  keyTook(key: string, readUnits: number, writeUnits: number): void;
  alarmChanged(change: AlarmChange): void;
  /** Whole seconds at or after this instant (epoch milliseconds); the one under way is not among them. */
  since(at: number): readonly MeasuredSecond[];
}

/** Twenty minutes. */
const KEPT_SECONDS = 1_200;
const HOTTEST = 10;
/** A partition takes three times as many units read as written: what makes it hot is counted in writes. */
const READS_PER_WRITE = 3;

const NO_TIME = { cpuMs: 0, busyMs: 0, busyMsSquared: 0 } as const;

const newSecond = (at: number): OpenSecond => ({
  at,
  functions: new Map(),
  throttledRoutes: new Map(),
  serverErrors: new Map(),
  tables: new Map(),
  keys: new Map(),
  alarms: [],
});

/** A meter of the last twenty minutes. `now` is in epoch milliseconds. */
export function createMeter(now: () => number = Date.now): Meter {
  const wholeSecond = () => Math.floor(now() / 1_000) * 1_000;
  const kept: MeasuredSecond[] = [];
  const busy = new Map<string, number>();
  let open = newSecond(wholeSecond());

  const functionOf = (second: OpenSecond, name: string): Growing<MeasuredFunction> => {
    let found = second.functions.get(name);
    if (found === undefined) {
      found = { invocations: 0, busy: busy.get(name) ?? 0, coldStarts: 0, throttled: 0, ...NO_TIME };
      second.functions.set(name, found);
    }
    return found;
  };

  /** The second under way; those that are over are kept, also those in which nothing ended. */
  const current = (): OpenSecond => {
    const at = wholeSecond();
    if (at <= open.at) return open;
    for (let next = Math.max(open.at, at - KEPT_SECONDS * 1_000); next < at; next += 1_000) {
      kept.push(closed(open.at === next ? open : newSecond(next)));
      open = newSecond(next + 1_000);
      for (const [name, count] of busy) if (count > 0) functionOf(open, name);
    }
    kept.splice(0, Math.max(0, kept.length - KEPT_SECONDS));
    return open;
  };

  const tableOf = (name: string): Growing<MeasuredTable> => {
    const { tables } = current();
    const found = tables.get(name) ?? { readUnits: 0, writeUnits: 0, throttled: 0 };
    tables.set(name, found);
    return found;
  };

  return {
    entered: (name) => {
      const fn = functionOf(current(), name);
      const count = (busy.get(name) ?? 0) + 1;
      busy.set(name, count);
      fn.invocations++;
      fn.busy = Math.max(fn.busy, count);
    },
    left: (name) => {
      current();
      busy.set(name, (busy.get(name) ?? 1) - 1);
    },
    started: (name) => {
      functionOf(current(), name).coldStarts++;
    },
    refused: (name) => {
      functionOf(current(), name).throttled++;
    },
    spent: (name, cpuMs, busyMs) => {
      const fn = functionOf(current(), name);
      fn.cpuMs += cpuMs;
      fn.busyMs += busyMs;
      fn.busyMsSquared += busyMs ** 2;
    },
    routeRefused: (routeKey) => {
      const { throttledRoutes } = current();
      throttledRoutes.set(routeKey, (throttledRoutes.get(routeKey) ?? 0) + 1);
    },
    apiFailed: (api) => {
      const { serverErrors } = current();
      serverErrors.set(api, (serverErrors.get(api) ?? 0) + 1);
    },
    tableTook: (name, readUnits, writeUnits) => {
      const table = tableOf(name);
      table.readUnits += readUnits;
      table.writeUnits += writeUnits;
    },
    tableRefused: (name) => {
      tableOf(name).throttled++;
    },
    keyTook: (key, readUnits, writeUnits) => {
      const { keys } = current();
      const taken = keys.get(key);
      if (taken === undefined) keys.set(key, { readUnits, writeUnits });
      else {
        taken.readUnits += readUnits;
        taken.writeUnits += writeUnits;
      }
    },
    alarmChanged: (change) => {
      current().alarms.push(change);
    },
    since: (at) => {
      current();
      return kept.filter((second) => second.at >= at);
    },
  };
}

function closed(second: OpenSecond): MeasuredSecond {
  const { at, functions, throttledRoutes, serverErrors, tables, keys, alarms } = second;
  const heat = ({ readUnits, writeUnits }: { readUnits: number; writeUnits: number }) =>
    readUnits / READS_PER_WRITE + writeUnits;
  return {
    at,
    functions: Object.fromEntries(functions),
    throttledRoutes: Object.fromEntries(throttledRoutes),
    serverErrors: Object.fromEntries(serverErrors),
    tables: Object.fromEntries(tables),
    hottest: [...keys]
      .map(([key, taken]) => ({ key, ...taken }))
      .sort((left, right) => heat(right) - heat(left))
      .slice(0, HOTTEST),
    alarms,
  };
}
