import { randomFrom } from "@preau/demo/world/random";
import type { RunRecord } from "../../run/run-record.ts";
import { createWire } from "../create-wire.ts";
import { fireIntents } from "../fire-intents.ts";
import type { Intent, Wire } from "../intent.ts";
import { arrivals } from "../rate-profile.ts";
import { Recorder } from "../recorder.ts";
import { expectedLatency, startStallingServer } from "./stalling-server.ts";

/** Two whole cycles: a fifth of the requests come while nothing is answered. */
const STALLS = { everyMs: 2000, stallMs: 400 };
const PHASES = [{ name: "self-check", seconds: 4, from: 150, to: 150 }];
/** How far from the arithmetic the measure may be: the drawing of 600 moments moves it by a few parts in a hundred. */
const TOLERANCE = 0.1;

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
 * Has a generator measure a server whose 99th percentile is known by arithmetic, and gives both figures. One that waits for answers before
 * it asks again, or that counts from when it could send, sees only a few of the requests that a stall holds up. Throws `GeneratorUnfit` when
 * they differ by more than a tenth. Takes four seconds.
 */
export const checkGenerator = async (fire: typeof fireIntents = fireIntents): Promise<RunRecord["selfCheck"]> => {
  const server = await startStallingServer(STALLS);
  const wire = createWire({ origins: [server.url] });
  const recorder = new Recorder();
  const random = randomFrom(5);
  try {
    const moments = arrivals(PHASES, () => random.int(2 ** 32) / 2 ** 32);
    await fire({ crowd: { next: () => knock(wire, server.url) }, moments, recorder });
  } finally {
    wire.close();
    server.stop();
  }
  const expectedP99Ms = expectedLatency(STALLS, 99);
  const measuredP99Ms = recorder.seen(0).priorities[0]?.latencyMs.p99 ?? 0;
  if (Math.abs(measuredP99Ms - expectedP99Ms) > TOLERANCE * expectedP99Ms)
    throw new GeneratorUnfit(
      `Against a server that stalls on purpose the generator measured a p99 of ${measuredP99Ms.toFixed(0)} ms instead of ${expectedP99Ms.toFixed(0)} ms: it does not run. Is this machine very busy?`,
    );
  return { expectedP99Ms, measuredP99Ms };
};
