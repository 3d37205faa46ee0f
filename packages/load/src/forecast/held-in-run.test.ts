import { describe, expect, it } from "vitest";
import { heldInRun, timedAsHeld } from "./held-in-run.ts";
import type { OperationModel } from "./model.ts";

const second = (invocations: number, busyMs: number, busyMsSquared: number) => ({
  at: 0,
  functions: {
    "preau-local-home-api": { invocations, busy: 1, coldStarts: 0, throttled: 0, cpuMs: 0, busyMs, busyMsSquared },
  },
  throttledRoutes: {},
  tables: {},
  hottest: [],
  alarms: [],
});
const operation = (name: string, share: number, median: number): OperationModel => ({
  operation: name,
  function: "home-api",
  route: `GET /${name}`,
  priority: "standard",
  share,
  repeatable: true,
  cpu: { median, sigma: 0, first: 900 },
  roundTrips: 1,
  tables: [],
  caused: [],
});

/** Mean and mean square of log-normal laws, drawn by share. */
const momentsOf = (timed: readonly OperationModel[], core: number) => {
  const shares = timed.reduce((sum, { share }) => sum + share, 0);
  const moment = (order: number) =>
    timed.reduce(
      (sum, { share, cpu }) =>
        sum + (share / shares) * (cpu.median / core) ** order * Math.exp((order ** 2 * cpu.sigma ** 2) / 2),
      0,
    );
  return [moment(1), moment(2)];
};

describe("how long a run held environments", () => {
  it("adds up the seconds of a function, under the name of the design", () => {
    const held = heldInRun({ measured: [second(3, 30, 300), second(1, 50, 2_500)] });
    expect(held.get("home-api")).toEqual({ invocations: 4, meanMs: 20, squareMs: 700 });
  });

  it("leaves out what was never invoked", () => expect(heldInRun({ measured: [second(0, 0, 0)] }).size).toBe(0));

  it("gives the operations of the function its two moments, the slower ones in proportion", () => {
    const timed = timedAsHeld(
      [operation("short", 0.3, 2), operation("long", 0.1, 6)],
      { invocations: 9, meanMs: 60, squareMs: 7_200 },
      0.3,
    );
    const [mean, square] = momentsOf(timed, 0.3);
    expect(mean).toBeCloseTo(60, 6);
    expect(square).toBeCloseTo(7_200, 4);
    expect((timed[1]?.cpu.median ?? 0) / (timed[0]?.cpu.median ?? 1)).toBeCloseTo(3);
  });

  it("counts no first call on top: the run had them", () =>
    expect(
      timedAsHeld([operation("one", 1, 2)], { invocations: 9, meanMs: 60, squareMs: 3_600 }, 0.3)[0]?.cpu.first,
    ).toBe(0));
});
