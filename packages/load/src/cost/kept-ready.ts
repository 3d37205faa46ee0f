import * as capabilities from "../../../../functions/capabilities.ts";
import { copiesKept } from "../../../../infra/scaling/copies.ts";
import { functionCapacityOf } from "../../../../infra/scaling/function-capacity.ts";
import { ordinaryRushes, type Rush } from "../../../../infra/scaling/rushes.ts";
import type { Assumed } from "./assumptions.ts";
import type { Quantity } from "./bill.ts";
import { memoryOf } from "./call-quantities.ts";

/** Users of a cell at most, and how many times an ordinary bell each cell is computed for. */
export const CELL = { users: 100_000, surge: 5 } as const;
const ALL = Object.values(capabilities);
const WEEKS = 52;
const HOURS = 8_760;
/** What API Gateway publishes of each route when asked for details. */
const METRICS_PER_ROUTE = 6;
/** Alarms of a function (errors, concurrency), of a table and of a stage. */
const ALARMS = { function: 1.3, table: 3, stage: 12 } as const;
/** Lambda keeps so many readers on a queue, each asking every twenty seconds. */
const POLLS_A_YEAR = (5 * 365 * 24 * 3_600) / 20;

const hoursOf = ({ from, to, on }: Rush): number => {
  const minutes = (time: string): number => {
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    return hour * 60 + minute;
  };
  const days = on === "MON-FRI" ? 5 * WEEKS : typeof on === "string" ? WEEKS : 1;
  return ((minutes(to) - minutes(from)) / 60) * days;
};

/** GB-seconds that a cell keeps warm in a year: a few environments always, as many as the bell needs during each rush, holidays included. */
export const warmGbSeconds = (cell: { readonly users: number; readonly surge: number } = CELL): number => {
  const rushHours = ordinaryRushes.reduce((sum, rush) => sum + hoursOf(rush), 0);
  const bellHours = ordinaryRushes.reduce((sum, rush) => sum + hoursOf(rush) * rush.times, 0);
  return ALL.flatMap((capability) =>
    Object.keys(capability.functions).map((name) => {
      const { warm } = functionCapacityOf(cell, capability, name);
      if (warm === undefined) return 0;
      const environmentHours = warm.bell * bellHours + warm.quiet * (HOURS - rushHours);
      return (environmentHours * 3_600 * memoryOf(`${capability.name}-${name}`)) / 1_024;
    }),
  ).reduce((sum, one) => sum + one, 0);
};

/** What is kept ready is computed for. */
export interface ReadyFor {
  readonly users: number;
  readonly heldGbMonths: number;
  /** Whether the gateway publishes metrics of each route: charged for each of them, hour by hour. */
  readonly routeMetrics: boolean;
}

/** What runs whether anybody calls or not: warm environments, copies, readers of queues, alarms. Cells of 100,000 users. */
export const keptReady = (
  { users, heldGbMonths, routeMetrics }: ReadyFor,
  { activeHours }: Assumed,
): readonly Quantity[] => {
  const cells = Math.ceil(users / CELL.users);
  const functions = ALL.flatMap((capability) => Object.values(capability.functions));
  const queues = functions.filter(({ consumes, wakes }) => consumes !== undefined || wakes).length;
  const routes = ALL.reduce((sum, { contract }) => sum + Object.keys(contract.routes).length, 0);
  const { lying, carried } = copiesKept();
  const alarms = functions.length * ALARMS.function + ALL.length * ALARMS.table + ALARMS.stage;
  const cell = { block: "ready", capability: "the cell" } as const;
  return [
    { ...cell, line: "environments kept warm", priced: "provisionedGbSeconds", amount: warmGbSeconds() * cells },
    { ...cell, line: "copies of the tables", priced: "copies", amount: heldGbMonths * lying },
    { ...cell, line: "copies of the tables", priced: "betweenRegions", amount: (heldGbMonths / 12) * carried },
    {
      ...cell,
      line: "queues asked for nothing",
      priced: "queueRequests",
      amount: (queues * POLLS_A_YEAR * cells) / 1_000_000,
    },
    {
      ...cell,
      line: "metrics of the routes",
      priced: "metrics",
      amount: routeMetrics ? routes * METRICS_PER_ROUTE * 12 * activeHours * cells : 0,
    },
    { ...cell, line: "alarms", priced: "alarms", amount: alarms * 12 * cells },
  ];
};
