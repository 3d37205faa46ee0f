import { Cron } from "croner";
import type { ScheduleModel } from "../assembly/schedules.ts";

/** Timers of Node cannot wait longer than 24.8 days; a day is checked often enough. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** The next instant a schedule is due after `from`, to the minute; none when it never is again. */
export const nextRun = ({ cron, timeZone }: ScheduleModel, from: Date): Date | undefined =>
  // croner counts years in a seventh field, behind the seconds.
  new Cron(`0 ${cron}`, { timezone: timeZone, paused: true, mode: "7-part" }).nextRun(from) ?? undefined;

/**
 * Invokes the functions of schedules when they are due on the school clock, until the returned function is called. As in the cloud, what
 * fell due while nothing ran is not made up for.
 */
export function runSchedules(
  schedules: readonly ScheduleModel[],
  { now, invoke }: { now(): Date; invoke(functionName: string, payload: string): void },
): () => void {
  const timers = new Map<ScheduleModel, NodeJS.Timeout>();
  const wait = (schedule: ScheduleModel, from: Date): void => {
    const due = nextRun(schedule, from);
    if (due === undefined) return;
    const after = due.getTime() - now().getTime();
    const turn = () => {
      if (after > LONGEST_WAIT_MS) return wait(schedule, from);
      invoke(
        schedule.functionName,
        schedule.input.replaceAll("<aws.scheduler.scheduled-time>", due.toISOString().replace(".000Z", "Z")),
      );
      wait(schedule, due);
    };
    timers.set(schedule, setTimeout(turn, Math.min(Math.max(after, 0), LONGEST_WAIT_MS)).unref());
  };
  for (const schedule of schedules) wait(schedule, now());
  return () => {
    for (const timer of timers.values()) clearTimeout(timer);
  };
}
