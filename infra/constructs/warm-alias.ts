import { TimeZone } from "aws-cdk-lib";
import { Schedule } from "aws-cdk-lib/aws-applicationautoscaling";
import type { Alias } from "aws-cdk-lib/aws-lambda";
import type { FunctionCapacity } from "../scaling/function-capacity.ts";
import { cronOf, type Rush, timesAfter } from "../scaling/rushes.ts";

/** Use at which more environments are warmed: beyond it, requests meet cold ones. */
const TARGET = 0.7;

/** Keeps environments warm behind an alias: as many as are used, and as many as the clock says before each rush. */
export const keepWarm = (
  alias: Alias,
  { quiet, bell, most }: NonNullable<FunctionCapacity["warm"]>,
  rushes: readonly Rush[],
): void => {
  const scaling = alias.addAutoScaling({ minCapacity: quiet, maxCapacity: most });
  scaling.scaleOnUtilization({ utilizationTarget: TARGET });
  const timeZone = TimeZone.EUROPE_PARIS;
  const level = (times: number): number => Math.min(most, Math.max(quiet, Math.ceil(bell * times)));
  for (const rush of rushes) {
    const at = (time: string, times: number) => ({
      schedule: Schedule.cron(cronOf(rush.on, time)),
      timeZone,
      minCapacity: level(times),
    });
    scaling.scaleOnSchedule(`${rush.name}-begins`, at(rush.from, rush.times));
    scaling.scaleOnSchedule(`${rush.name}-ends`, at(rush.to, timesAfter(rush, rushes)));
  }
};
