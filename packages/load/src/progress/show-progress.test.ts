import { expect, it } from "vitest";
import { Recorder } from "../generator/recorder.ts";
import type { Progress } from "../generator/watch-run.ts";
import { showProgress } from "./show-progress.ts";

const at = (second: number): Progress => ({
  second,
  seconds: 425,
  phase: "surge",
  lately: new Recorder().lately(),
  inFlight: 3,
  lateShare: 0,
  measured: {
    at: 0,
    functions: {
      home: { invocations: 9, busy: 4, coldStarts: 2, throttled: 1, cpuMs: 1, busyMs: 1, busyMsSquared: 1 },
    },
    throttledRoutes: { "GET /v1/home": 5 },
    tables: {},
    hottest: [],
    alarms: [{ name: "essential refused", state: "ALARM" }],
  },
});

const watched = (terminal: { readonly isTTY: boolean; readonly columns?: number }) => {
  const written: string[] = [];
  const show = showProgress({ ...terminal, write: (text: string) => written.push(text) });
  for (let second = 1; second <= 20; second += 1) show(at(second));
  return written;
};

it("a terminal shows the same few lines, written over each second and never wider than it is", () => {
  const written = watched({ isTTY: true, columns: 60 });
  expect(written.length).toBe(20);
  expect(written[1]?.startsWith("\u001b[3A")).toBe(true);
  const plain = ["\u001b[3A", "\u001b[2K", "\u001b[0J"].reduce(
    (text, code) => text.replaceAll(code, ""),
    written[5] ?? "",
  );
  for (const line of plain.split("\n")) expect(line.length).toBeLessThan(60);
});

it("a log gets one line every ten seconds", () => {
  const written = watched({ isTTY: false });
  expect(written.length).toBe(2);
  expect(written[0]).toContain("10 of 425 s");
  expect(written[0]).toContain("cold starts 2, refused by Lambda 1, by the gateway 5; essential refused ALARM");
  expect(written[0]).not.toContain("\u001b");
});
