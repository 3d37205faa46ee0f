import type { MeasuredSecond } from "@preau/local/limits/measured";
import type { Measures } from "../targets/follow-measures.ts";
import { lengthOf, phaseRecords, type RatePhase } from "./rate-profile.ts";
import type { Recorder } from "./recorder.ts";

/** What is known of a run that goes on. */
export interface Progress {
  /** Seconds of the run, gone and in all. */
  readonly second: number;
  readonly seconds: number;
  readonly phase: string;
  /** What was settled in the last second, by priority, whenever it was wanted. */
  readonly lately: ReturnType<Recorder["lately"]>;
  readonly inFlight: number;
  readonly lateShare: number;
  /** The last whole second that the runtime of this machine measured. */
  readonly measured?: MeasuredSecond;
}

/** The phase that a second of the run is in; what comes after the last one is the quiet that follows. */
export const phaseAt = (phases: readonly RatePhase[], second: number): string =>
  phaseRecords(phases).find(({ toSecond }) => second < toSecond)?.name ?? "last answers";

/** Once a second until it is stopped: closes what is over, reads what the runtime measured, and tells how the run goes. */
export const watchRun = (
  {
    phases,
    recorder,
    measures,
  }: { readonly phases: readonly RatePhase[]; readonly recorder: Recorder; readonly measures: Measures },
  tell: (progress: Progress) => void,
): (() => void) => {
  const began = performance.now();
  const timer = setInterval(() => {
    const second = Math.floor((performance.now() - began) / 1000);
    recorder.closeBefore(second);
    void measures.follow();
    const { inFlight, lateShare } = recorder;
    tell({
      second,
      seconds: Math.round(lengthOf(phases)),
      phase: phaseAt(phases, second),
      lately: recorder.lately(),
      inFlight,
      lateShare,
      ...(measures.last && { measured: measures.last }),
    });
  }, 1000);
  return () => clearInterval(timer);
};
