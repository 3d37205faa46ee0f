import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { scheduleModels, scheduleSchema } from "../assembly/schedules.ts";
import { nextRun, runSchedules } from "./run-schedules.ts";

const scheduleOf = (expression: string, settings = {}) => {
  const properties = scheduleSchema.parse({
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: "Europe/Paris",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      Arn: "arn:aws:lambda:eu-west-3:000000000000:function:night",
      RoleArn: "",
      Input: '{"at":"<aws.scheduler.scheduled-time>"}',
    },
    ...settings,
  });
  const stack = { name: "school" } as Parameters<typeof scheduleModels>[0]["stack"];
  return scheduleModels({ stack, id: "Night", name: "night", ref: "night", properties });
};
const [night] = scheduleOf("cron(0 3 * * ? *)");
if (night === undefined) throw new Error("no schedule");

describe("a schedule", () => {
  it("runs by the clock of the school, in winter and in summer", () => {
    expect(nextRun(night, new Date("2026-11-23T12:00:00Z"))?.toISOString()).toBe("2026-11-24T02:00:00.000Z");
    expect(nextRun(night, new Date("2027-06-01T12:00:00Z"))?.toISOString()).toBe("2027-06-02T01:00:00.000Z");
  });

  it("knows working days", () => {
    const [weekdays] = scheduleOf("cron(30 6 ? * MON-FRI *)");
    expect(weekdays && nextRun(weekdays, new Date("2026-11-27T12:00:00Z"))?.toISOString()).toBe(
      "2026-11-30T05:30:00.000Z",
    );
  });

  it("does not run while it is switched off", () => {
    expect(scheduleOf("cron(0 3 * * ? *)", { State: "DISABLED" })).toEqual([]);
  });

  it.each(["rate(1 day)", "cron(0 3 ? * 2-6 *)", "cron(0 3 * * ? 2027)"])(
    "is refused when it could run at another time here than in the cloud: %s",
    (expression) => {
      expect(() => scheduleOf(expression)).toThrow("school/Night");
    },
  );
});

describe("the clock", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-23T12:00:00Z") }));
  afterEach(() => void vi.useRealTimers());

  it("invokes the function each time it is due, with the instant, until it is stopped", async () => {
    const invoked: string[] = [];
    const stop = runSchedules([night], {
      now: () => new Date(),
      invoke: (name, payload) => invoked.push(name + payload),
    });
    await vi.advanceTimersByTimeAsync(40 * 3_600_000);
    expect(invoked).toEqual(['night{"at":"2026-11-24T02:00:00Z"}', 'night{"at":"2026-11-25T02:00:00Z"}']);
    stop();
    await vi.advanceTimersByTimeAsync(40 * 3_600_000);
    expect(invoked).toHaveLength(2);
  });
});
