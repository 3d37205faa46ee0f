import { describe, expect, it } from "vitest";
import { type HeardAlarm, onAlarm } from "./on-alarm.ts";

/** As AWS documents it for EventBridge, `$.detail` alone. */
const detail = (value: string) => ({
  alarmName: "preau-prod-essential-attendance-api",
  configuration: { metrics: [{ id: "a", metricStat: { metric: { namespace: "AWS/Lambda" } } }] },
  previousState: { value: "OK", timestamp: "2026-11-23T06:50:12.123+0000" },
  state: { reason: "Threshold Crossed", reasonData: "{}", timestamp: "2026-11-23T07:01:12.123+0000", value },
});

const heardOf = async (told: unknown): Promise<readonly HeardAlarm[]> => {
  const heard: HeardAlarm[] = [];
  await onAlarm(
    async (one, deps: HeardAlarm[]) => void deps.push(one),
    () => heard,
  )(told);
  return heard;
};

describe("an alarm", () => {
  it("is heard with its name, whether it rings, and since when", async () => {
    const at = Date.parse("2026-11-23T07:01:12.123Z");
    const name = "preau-prod-essential-attendance-api";
    expect(await heardOf(detail("ALARM"))).toEqual([{ name, ringing: true, at }]);
    expect(await heardOf(detail("OK"))).toEqual([{ name, ringing: false, at }]);
    expect(await heardOf(detail("INSUFFICIENT_DATA"))).toEqual([{ name, ringing: false, at }]);
  });

  it("that says nothing one understands fails, so that it is told again and its errors are seen", async () => {
    await expect(heardOf({ alarmName: "x" })).rejects.toThrow();
  });
});
