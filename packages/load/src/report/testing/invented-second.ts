import type { MeasuredSecond } from "@preau/local/limits/measured";

/** What a runtime would have measured of a second with so many requests; the first of a surge starts environments and rings an alarm. */
export const measuredOf = (at: number, requests: number, first: boolean, draw: () => number): MeasuredSecond => ({
  at,
  functions: {
    "home-api": {
      invocations: requests,
      busy: Math.ceil(requests / 6),
      coldStarts: first ? 4 : 0,
      throttled: 0,
      cpuMs: requests * 3,
      busyMs: requests * 10,
      busyMsSquared: requests * 100,
    },
    "timetable-api": {
      invocations: requests,
      busy: Math.ceil(requests / 9),
      coldStarts: first ? 2 : 0,
      throttled: first ? 1 : 0,
      cpuMs: requests * 2,
      busyMs: requests * 7,
      busyMsSquared: requests * 49,
    },
  },
  throttledRoutes: first ? { "GET /v1/home": 7 } : {},
  tables: { home: { readUnits: requests * 1.5, writeUnits: requests * 0.2, throttled: 0 } },
  hottest: [{ key: "home SCHOOL#0990001N#2026#PERSON#per_a1", readUnits: 2 + 4 * draw(), writeUnits: draw() }],
  alarms: first ? [{ name: "essential-refused", state: "ALARM" }] : [],
});
