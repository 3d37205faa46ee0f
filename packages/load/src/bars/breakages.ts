import type { Faults, Limits } from "@preau/local/limits/limits";
import type { Speech } from "../surge/gather-crowd.ts";
import { forgetful, inStep, insistent, rationing } from "./broken-speech.ts";
import { WORKERS } from "./fix-capacity.ts";

export type BarName = "surge" | "surge10" | "fixed-pool";

/** Something broken on purpose: each must be seen by the bar it names, on the run where it matters. */
export interface Breakage {
  readonly name: string;
  readonly story: string;
  readonly on: BarName;
  /** The verdict that it must turn, by its name. */
  readonly breaks: string;
  readonly speech?: Speech;
  readonly faults?: Faults;
  limits?(limits: Limits): Limits;
}

/** No throttle of any route: whatever is refused is refused by what knows no priority. */
const BLIND = 1_000;

const eighths = ({ gateway: { routes = {} } }: Limits): NonNullable<Limits["gateway"]["routes"]> =>
  Object.fromEntries(Object.entries(routes).map(([key, { rate, burst }]) => [key, { rate: rate / 8, burst }]));

export const breakages: readonly Breakage[] = [
  {
    name: "no-retry-budget",
    story: "applications send again at once what was refused, six times",
    on: "surge10",
    breaks: "attempts an intent",
    speech: insistent(6),
  },
  {
    name: "no-jitter",
    story:
      "whoever was refused comes back on the same second as everybody else, until they give up: the descent is a storm",
    on: "surge10",
    breaks: "attempts an intent",
    speech: inStep(2_000),
  },
  {
    name: "essential-not-spared",
    story: "the gateway refuses every priority alike",
    on: "surge10",
    breaks: "the essential served",
    limits: ({ gateway: { rate, burst }, ...limits }) => ({ ...limits, gateway: { rate, burst, routeShare: BLIND } }),
  },
  {
    name: "admission-off",
    story: "no throttle at the gateway: Lambda's own refusals choose, blindly, at the same capacity",
    on: "surge10",
    breaks: "the essential served",
    limits: (limits) => ({
      ...limits,
      gateway: { rate: BLIND * limits.gateway.rate, burst: BLIND * limits.gateway.rate, routeShare: BLIND },
      concurrency: WORKERS,
      reservedShare: 0,
    }),
  },
  {
    name: "refusal-by-role",
    story: "a front refuses two requests of pupils in five, to spare the others",
    on: "surge10",
    breaks: "nobody by category",
    speech: rationing(["pupil"], 0.4),
  },
  {
    name: "queue-instead-of-refusal",
    story: "nobody is refused: everybody waits in one line before as many workers",
    on: "surge10",
    breaks: "the essential served",
    limits: (limits) => ({ ...limits, fixedPool: WORKERS }),
  },
  {
    name: "timid-throttles",
    story: "routes are held so low that half of the capacity is never used",
    on: "surge10",
    breaks: "goodput of capacity",
    limits: (limits) => ({ ...limits, gateway: { ...limits.gateway, routes: eighths(limits) } }),
  },
  {
    name: "forgets-writes",
    story: "a front says yes to one roll call in five before it is written, and drops it",
    on: "surge",
    breaks: "acknowledged writes",
    speech: forgetful(0.2),
  },
  {
    name: "no-warm-environments",
    story: "environments start slowly and few at a time, and none is kept warm",
    on: "surge",
    breaks: "p99 of the essential",
    limits: (limits) => ({
      ...limits,
      startsPer10s: 4,
      coldStart: { medianMs: 4_000, p99Ms: 8_000 },
      coreShare: 0.04,
    }),
  },
  {
    name: "throttling-store",
    story: "the database refuses one call in three",
    on: "surge",
    breaks: "served in 10 s",
    faults: { throttles: 0.35 },
  },
];

/** A breakage by its name. Throws, naming those there are, when there is none. */
export const breakageNamed = (name: string): Breakage => {
  const breakage = breakages.find((one) => one.name === name);
  if (breakage === undefined)
    throw new Error(`no such breakage: ${name} (known: ${breakages.map((one) => one.name).join(", ")})`);
  return breakage;
};
