import { showTable } from "../bench/show-table.ts";
import type { Measured, MeasuredRun } from "./measured.ts";

const columns = ({ cpuMs, firstCpuMs, rru, wru, roundTrips, bytesOut, logBytes }: MeasuredRun) => ({
  "processor ms": cpuMs.median.toFixed(2),
  "95 of 100": cpuMs.p95.toFixed(2),
  first: firstCpuMs === 0 ? "" : firstCpuMs.toFixed(0),
  "round trips": roundTrips,
  RRU: rru,
  WRU: wru,
  "bytes out": bytesOut,
  "bytes logged": logBytes,
});

const datedOf = ({ at, machine, quick }: Measured): string =>
  `${at.slice(0, 10)}, commit ${machine.commit}, ${machine.processor}, ${machine.cores} cores, Node ${machine.node}${quick ? ", quick" : ""}`;

/** On what, when and of which commit the figures were measured: no figure means anything without it. */
export const showOrigin = (measured: Measured): string => `Measured on ${datedOf(measured)}.`;

/** A line for each operation, its conditional form and each function that it sets in motion (invocations beside it). */
export const showMeasured = (measured: Measured): string =>
  showTable(
    measured.operations.flatMap(({ operation, asked, unchanged, caused }) => [
      { operation, times: 1, ...columns(asked) },
      ...(unchanged === undefined ? [] : [{ operation: "  unchanged", times: 1, ...columns(unchanged) }]),
      ...caused.map((one) => ({
        operation: `  ${one.by}: ${one.function}`,
        times: one.invocations,
        ...columns(one),
      })),
    ]),
  );
