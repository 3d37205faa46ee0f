import { expect, it } from "vitest";
import type { LogFields } from "../logger.ts";
import { countRefusals } from "./count-refusals.ts";

it("refusals are counted, and written once in five seconds however many they are", () => {
  const clock = { now: 1_000 };
  const lines: LogFields[] = [];
  const refusals = countRefusals(
    () => clock.now,
    (line) => void lines.push(line),
  );
  refusals.writeDue();
  expect(lines).toEqual([]);
  for (let n = 0; n < 1_000; n += 1) {
    clock.now += 6;
    refusals.add(n % 2 === 0 ? "standard" : "deferrable", n % 10 === 0 ? "account" : "level");
    refusals.writeDue();
  }
  expect(lines).toHaveLength(2);
  clock.now += 5_000;
  refusals.writeDue();
  const sum = (of: (line: LogFields) => number | undefined) =>
    lines.reduce((total, line) => total + (of(line) ?? 0), 0);
  expect(lines[0]).toEqual({ refused: { essential: 0, standard: 1, deferrable: 0 }, reasons: { account: 1 } });
  expect([sum(({ refused }) => refused?.standard), sum(({ refused }) => refused?.deferrable)]).toEqual([500, 500]);
  expect([sum(({ reasons }) => reasons?.level), sum(({ reasons }) => reasons?.account)]).toEqual([900, 100]);
  clock.now += 60_000;
  refusals.writeDue();
  expect(lines).toHaveLength(3);
});
