import type { MeasuredOperation, MeasuredRun } from "../measured/measured.ts";
import type { YearOf } from "./year-cost.ts";

/** Read units of a scan that reads the megabyte it may read at once. */
const SCAN = 128;
const YEARS_FOR_EVER = 10;

const everyRun = (
  operation: MeasuredOperation,
  change: (run: MeasuredRun) => Partial<MeasuredRun>,
): MeasuredOperation => ({
  ...operation,
  asked: { ...operation.asked, ...change(operation.asked) },
  caused: operation.caused.map((one) => ({ ...one, ...change(one) })),
});

const everywhere =
  (change: (run: MeasuredRun) => Partial<MeasuredRun>) =>
  (year: YearOf): YearOf => ({
    ...year,
    measured: { operations: year.measured.operations.map((one) => everyRun(one, change)) },
  });

/** Mistakes that other projects paid for, each of which must turn a bar red. */
export const plantedCosts: Readonly<Record<string, { readonly says: string; plant(year: YearOf): YearOf }>> = {
  "scan-per-request": {
    says: "each invocation scans a page of its table",
    plant: everywhere(({ rru }) => ({ rru: rru + SCAN })),
  },
  "bodies-logged": {
    says: "events and answers are logged whole",
    plant: everywhere(({ logBytes, bytesIn, bytesOut }) => ({ logBytes: logBytes + bytesIn + bytesOut })),
  },
  "no-ttl": {
    says: "nothing is ever given up, ten years of it",
    plant: (year) => ({ ...year, keptForYears: YEARS_FOR_EVER }),
  },
  "metrics-of-every-route": {
    says: "the gateway publishes detailed metrics of each route",
    plant: (year) => ({ ...year, routeMetrics: true }),
  },
  "index-of-everything": {
    says: "five indexes, all attributes in each",
    plant: (year) => {
      const indexed = everywhere(({ wru }) => ({ wru: wru * 6 }))(year);
      return { ...indexed, assumed: { ...indexed.assumed, keptKbPerUser: indexed.assumed.keptKbPerUser * 6 } };
    },
  },
};
