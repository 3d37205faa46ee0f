import { refusedShare } from "@preau/runtime/admission/refused-share";
import { retryAfterOf } from "@preau/runtime/admission/retry-after";
import { isRetryable, waitBefore } from "@preau/sdk/retry-budget";
import { type Environment, openAccount } from "./account.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import { openConsumers, TICK_MS } from "./consumers.ts";
import { openDevices } from "./devices.ts";
import { openDoors } from "./doors.ts";
import { cumulated, drawn } from "./draw-by-share.ts";
import type { Intent } from "./intent.ts";
import type { Model } from "./model.ts";
import { serviceTimes } from "./service-times.ts";
import { openTables } from "./tables.ts";
import { openTally } from "./tally.ts";
import { openTimeLine } from "./time-line.ts";
import { watchEssential } from "./watch-essential.ts";

/** What an app gives an intent in all, and what an attempt needs at least to be begun (packages/sdk). */
const PATIENCE_MS = 10_000;
const LEAST_MS = 500;
const ATTEMPTS = 4;
/** An answer that refuses: processor milliseconds in the function. */
const REFUSAL_CPU_MS = 0.2;
/** The SDK in the function tries once more after a throttle, within half a second. */
const SECOND_TRY_MS = 500;
/** How long an environment that met a throttle leaves the deferrable out. */
const PRESSED_MS = [2_000, 5_000] as const;
/** Each environment asks the switchboard again so often, half a unit each time. */
const SWITCHBOARD = { everyMs: 3_000, units: 0.5 } as const;

/**
 * Plays a day in virtual time, every request one by one; what streams and queues do is added up ten times a second. The same model, the
 * same outcome.
 */
export const simulate = (model: Model) => {
  const { arrivals, operations, functions, limits, latency, broken } = model;
  const line = openTimeLine();
  const { now, schedule } = line;
  const chance: Chance = chanceFrom(model.seed);
  const account = openAccount(limits, functions, { now, chance, broken });
  const passes = openDoors(limits, now, broken);
  const tables = openTables(limits, now);
  const consumers = openConsumers(model, { account, tables, now });
  const devices = openDevices(model.think, chance);
  const watch = model.brownOut && watchEssential(model.brownOut);
  const tally = openTally(arrivals.length);
  const upTo = cumulated(operations.map(({ share }) => share));
  const schoolsUpTo = cumulated(model.schools);
  const busy = { sum: new Float64Array(arrivals.length), most: new Float64Array(arrivals.length) };

  const { coreOf, serviceMs } = serviceTimes(model, chance);

  const ended = (intent: Intent, served: boolean): void => {
    if (served) {
      intent.row.served += 1;
      tally.latency(intent.row, now() - intent.wantedAt);
    } else intent.row.failed += 1;
    devices.give(intent.device);
  };

  /** An answer arrives: the end of the intent, or a wait before the next attempt. */
  const answered = (intent: Intent, status: number, retryAfter: string | null): void => {
    const left = PATIENCE_MS - (now() - intent.wantedAt);
    if (status < 400) {
      ended(intent, left >= 0);
      return;
    }
    intent.row.refused += 1;
    const pause = waitBefore(intent.attempts, retryAfter, chance.uniform);
    const { repeatable, priority } = intent.operation;
    const again =
      broken !== "no-retries" &&
      isRetryable(status) &&
      repeatable &&
      intent.attempts < ATTEMPTS &&
      left - pause >= LEAST_MS &&
      intent.device.budget.spend(priority);
    if (again) schedule(now() + pause, () => attempt(intent));
    else ended(intent, false);
  };
  const tell = (intent: Intent, status: number, retryAfter: string | null = null): void =>
    schedule(now() + latency.outsideMs, () => answered(intent, status, retryAfter));

  /** Holds the environment until the answer is there. */
  const occupy = (intent: Intent, environment: Environment, ms: number, after: () => void): void => {
    schedule(now() + ms, () => {
      account.leave(intent.operation.function, environment);
      after();
    });
  };

  const refuseInside = (intent: Intent, environment: Environment, where: string, coldMs: number): void => {
    tally.throttled({ layer: "admission", where, limit: `${intent.operation.priority} refused` }, now());
    const retryAfter = retryAfterOf("temporarily-unavailable", 503, chance.uniform) ?? null;
    occupy(intent, environment, coldMs + REFUSAL_CPU_MS / coreOf(intent.operation.function), () =>
      tell(intent, 503, retryAfter),
    );
  };

  const work = (intent: Intent, environment: Environment, beforeMs: number, tries: number): void => {
    const { operation, school } = intent;
    const refused = tables.refusalOf(operation.tables, school);
    if (refused === undefined) {
      tables.take(operation.tables, school);
      occupy(intent, environment, beforeMs + serviceMs(operation, environment), () => {
        consumers.add(operation.caused, school);
        tell(intent, 200);
      });
      return;
    }
    const where = refused.pattern ?? refused.table;
    const limit = `${refused.kind} units a second of ${refused.pattern === undefined ? "the table" : "one key"}`;
    tally.throttled({ layer: "table", where, limit }, now());
    environment.pressedUntil = now() + PRESSED_MS[0] + chance.uniform() * (PRESSED_MS[1] - PRESSED_MS[0]);
    if (tries < 2) {
      schedule(now() + chance.uniform() * SECOND_TRY_MS, () => work(intent, environment, beforeMs, tries + 1));
      return;
    }
    const retryAfter = retryAfterOf("temporarily-unavailable", 503, chance.uniform) ?? null;
    occupy(intent, environment, beforeMs + serviceMs(operation, environment), () => tell(intent, 503, retryAfter));
  };

  const attempt = (intent: Intent): void => {
    const { operation, device } = intent;
    intent.attempts += 1;
    intent.row.attempts += 1;
    device.budget.earn();
    const door = passes(operation.route);
    if (door !== undefined) {
      const where = door === "route" ? operation.route : "account";
      tally.throttled({ layer: "gateway", where, limit: "requests a second" }, now());
      tell(intent, 429);
      return;
    }
    const entered = account.enter(operation.function);
    if ("refused" in entered) {
      const where = entered.of === "function" ? operation.function : "account";
      tally.throttled({ layer: "lambda", where, limit: entered.refused }, now());
      if (operation.priority === "essential") watch?.refused(operation.function);
      tell(intent, 503);
      return;
    }
    const { environment, coldMs } = entered;
    const level = watch?.level(now()) ?? 0;
    const dimmed = level > 0 && chance.uniform() < refusedShare(level, operation.priority);
    if (dimmed) refuseInside(intent, environment, `level ${level}`, coldMs);
    else if (operation.priority === "deferrable" && now() < environment.pressedUntil)
      refuseInside(intent, environment, "pressure felt", coldMs);
    else work(intent, environment, coldMs, 1);
  };

  const want = (): void => {
    const operation = operations[drawn(upTo, chance.uniform() * (upTo.at(-1) ?? 0))];
    if (operation === undefined) throw new RangeError("nobody asks for anything");
    const row = tally.at(operation.priority, now());
    row.intents += 1;
    const school = drawn(schoolsUpTo, chance.uniform() * (schoolsUpTo.at(-1) ?? 0));
    attempt({ operation, device: devices.take(now()), wantedAt: now(), row, school, attempts: 0 });
  };
  const comeIn = (second: number): void => {
    const rate = arrivals[second];
    if (rate === undefined) return;
    for (let at = second * 1_000 + chance.gapMs(rate); at < (second + 1) * 1_000; at += chance.gapMs(rate))
      schedule(at, want);
    schedule((second + 1) * 1_000, () => comeIn(second + 1));
  };
  const tick = (): void => {
    consumers.tick();
    const second = Math.floor(now() / 1_000);
    if (second >= arrivals.length) return;
    busy.sum[second] = (busy.sum[second] ?? 0) + account.inUse() / (1_000 / TICK_MS);
    busy.most[second] = Math.max(busy.most[second] ?? 0, account.inUse());
    const units = (account.alive() / SWITCHBOARD.everyMs) * TICK_MS * SWITCHBOARD.units;
    const meeting = [{ pattern: "switchboard ADMISSION", scope: "cell" as const, rru: units, wru: 0 }];
    tables.take([{ table: "switchboard", rru: units, wru: 0, meeting }], 0);
    schedule(now() + TICK_MS, tick);
  };
  const look = (): void => {
    watch?.look(now());
    if (model.brownOut) schedule(now() + model.brownOut.minuteMs, look);
  };

  comeIn(0);
  tick();
  if (model.brownOut) schedule(model.brownOut.minuteMs, look);
  line.runUntil((arrivals.length + PATIENCE_MS / 1_000 + 1) * 1_000);
  return {
    tally,
    busy,
    backlogs: consumers.backlogs(),
    peaks: tables.peaks(),
    levels: watch?.levels ?? [],
    coldStarts: functions.reduce((sum, { name }) => sum + account.coldStarts(name), 0),
  };
};

export type Outcome = ReturnType<typeof simulate>;
