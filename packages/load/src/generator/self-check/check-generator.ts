import { randomFrom } from "@preau/demo/world/random";
import type { RunRecord } from "../../run/run-record.ts";
import { createWire } from "../create-wire.ts";
import { fireIntents } from "../fire-intents.ts";
import type { Intent, Wire } from "../intent.ts";
import { Latencies } from "../latencies.ts";
import { arrivals } from "../rate-profile.ts";
import { Recorder } from "../recorder.ts";
import { stalledFor, startStallingServer } from "./stalling-server.ts";

/** Two whole cycles: a fifth of the requests come while nothing is answered. */
const STALLS = { everyMs: 2000, stallMs: 400 };
const PHASES = [{ name: "self-check", seconds: 4, from: 150, to: 150 }];
/**
 * How far below the arithmetic the measure may be, at each percentile: too little is what a dishonest generator sees. The 99th alone would not
 * tell: one with a few connections sees a few long waits, and counts the others from when one was free.
 */
const TOLERANCES = [
  [85, 0.2],
  [99, 0.1],
] as const;
/** How far above, in milliseconds: when a stall ends, sixty answers come at once, and the last of them waits for this process. */
const ABOVE_MS = 60;

/** The generator does not measure what it should: it would not be believed, so it does not run. */
export class GeneratorUnfit extends Error {
  override readonly name = "GeneratorUnfit";
}

const knock = (wire: Wire, url: string): Intent => ({
  operation: "self-check",
  priority: "essential",
  role: "",
  schoolId: "",
  run: () => wire.fetch(url),
});

/**
 * Has a generator measure a server that stalls on purpose, and compares it with what the open model must give by arithmetic: each request waits
 * from its moment to the end of the stall. One that waits for answers before it asks again, or counts from when it could send, is found out.
 * Gives both figures of the 99th percentile; throws `GeneratorUnfit` when they differ. Takes four seconds.
 */
export const checkGenerator = async (fire: typeof fireIntents = fireIntents): Promise<RunRecord["selfCheck"]> => {
  const server = await startStallingServer(STALLS);
  const wire = createWire({ origins: [server.url] });
  const random = randomFrom(5);
  const moments = [...arrivals(PHASES, () => random.int(2 ** 32) / 2 ** 32)];
  const expected = new Latencies();
  const recorder = new Recorder();
  const onStart = (startedAt: number): void => {
    for (const moment of moments) expected.record(stalledFor(STALLS, startedAt + moment - server.began));
  };
  try {
    await fire({ crowd: { next: () => knock(wire, server.url) }, moments, recorder, onStart });
  } finally {
    wire.close();
    server.stop();
  }
  const measured = recorder.latenciesOf("essential");
  for (const [percentile, tolerance] of TOLERANCES) {
    const [due, seen] = [expected.at(percentile), measured.at(percentile)];
    if (seen < due * (1 - tolerance) || seen > due + ABOVE_MS)
      throw new GeneratorUnfit(
        `Against a server that stalls on purpose the generator measured a p${percentile} of ${seen.toFixed(0)} ms where ${due.toFixed(0)} ms were due: it does not run. Is this machine very busy?`,
      );
  }
  return { expectedP99Ms: expected.at(99), measuredP99Ms: measured.at(99) };
};
