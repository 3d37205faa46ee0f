import { LATE_MS } from "../generator/recorder.ts";
import type { RunRecord } from "../run/run-record.ts";
import { showMoment, showShare } from "./show-figure.ts";

/** Over this share fired late, the generator measured itself and not the server. */
export const MOST_LATE = 0.01;

/** Why a run cannot pass as a whole and honest one: empty when it can. Length is judged by the record, not by what the run says of itself. */
export const shortcomingsOf = ({ partial, scenario, seconds, lateShare }: RunRecord): readonly string[] => {
  const planned = scenario.phases.reduce((most, { toSecond }) => Math.max(most, toSecond), 0);
  const seen = (seconds.at(-1)?.second ?? -1) + 1;
  return [
    ...(partial === undefined ? [] : [`it was cut short: ${partial}`]),
    ...(seen < planned ? [`it covers ${showMoment(seen)} of the ${showMoment(planned)} planned`] : []),
    ...(lateShare > MOST_LATE
      ? [
          `${showShare(lateShare)} of the requests were fired more than ${LATE_MS} ms late (at most ${showShare(MOST_LATE)})`,
        ]
      : []),
  ];
};
