import { setTimeout as delay } from "node:timers/promises";
import { type Crowd, type Intent, PATIENCE_MS } from "./intent.ts";
import type { Recorder } from "./recorder.ts";
import { type Trace, tracing } from "./trace.ts";

export interface Firing {
  readonly crowd: Pick<Crowd, "next">;
  /** Milliseconds from the start, in order: see `arrivals`. */
  readonly moments: Iterable<number>;
  readonly recorder: Recorder;
  /** Ends the run before its time; what is in flight is waited for. */
  readonly signal?: AbortSignal;
  /** How long somebody waits for what they want (ten seconds). */
  readonly patienceMs?: number;
  /** Told once, as the first moment is counted from `performance.now()`. */
  readonly onStart?: (startedAt: number) => void;
}

/** What becomes of one intent, within the ten seconds that somebody waits for it. */
const settle = async (trace: Trace): Promise<boolean> => {
  let tired: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    tired = setTimeout(() => {
      for (const request of trace.open) {
        trace.open.delete(request);
        trace.statuses.push(0);
        request.destroy();
      }
      resolve(false);
    }, trace.deadline - performance.now());
  });
  const answered = tracing(trace, async () => trace.intent.run()).then(
    () => true,
    () => false,
  );
  const served = await Promise.race([answered, patience]);
  clearTimeout(tired);
  return served;
};

const traceOf = (intent: Intent, intendedAt: number, patienceMs: number): Trace => ({
  intent,
  intendedAt,
  deadline: intendedAt + patienceMs,
  statuses: [],
  attempts: 0,
  bytesIn: 0,
  bytesOut: 0,
  open: new Set(),
});

/**
 * The open model: each intent leaves at its moment, decided beforehand, whatever became of those before it, and its latency is counted from that
 * moment. Resolves once the last one is over, ten seconds after the last moment at most.
 */
export const fireIntents = async (firing: Firing): Promise<void> => {
  const { crowd, moments, recorder, signal, patienceMs = PATIENCE_MS, onStart } = firing;
  const inFlight = new Set<Promise<void>>();
  const startedAt = performance.now();
  onStart?.(startedAt);

  const fire = (moment: number): void => {
    const second = Math.floor(moment / 1000);
    const trace = traceOf(crowd.next(moment), startedAt + moment, patienceMs);
    recorder.fire(second, performance.now() - trace.intendedAt);
    const over = settle(trace).then((served) => {
      recorder.settle(second, { trace, served, latencyMs: performance.now() - trace.intendedAt });
      inFlight.delete(over);
    });
    inFlight.add(over);
  };

  for (const moment of moments) {
    const early = startedAt + moment - performance.now();
    // A timer may ring a fraction of a millisecond before its time.
    if (early > 0.5) await delay(early, undefined, { ...(signal && { signal }) }).catch(() => undefined);
    if (signal?.aborted) break;
    fire(moment);
  }
  await Promise.all(inFlight);
};
