import type { Random } from "@preau/demo/world/random";
import type { Ground } from "./ground.ts";
import type { AttendancePorts } from "./ports.ts";
import type { Faults } from "./run-function.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What everybody in a play shares: one clock, one chance, the tables, and the list of what was said. */
export interface Play {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: Faults;
  readonly ports: AttendancePorts;
  readonly ground: Ground;
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
