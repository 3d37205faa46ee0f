import type { Presence } from "../../../../functions/notices/notice.ts";
import type { CountOf } from "./judge-school.ts";
import type { AttendancePorts, NoticePorts } from "./ports.ts";
import type { Telling } from "./tell-families.ts";

/** One part of the school's computers replaced by a wrong one; nothing else changes. */
export interface PlantedBug {
  readonly attendance?: (ports: AttendancePorts) => AttendancePorts;
  readonly notices?: (ports: NoticePorts) => NoticePorts;
  /** An event as it leaves attendance. */
  readonly event?: (presence: Presence) => Presence;
  /** What notices is told when it asks just before it sends. */
  readonly confirm?: Telling["confirm"];
  /** In how many seconds a wake comes. */
  readonly leave?: Telling["leave"];
  readonly count?: CountOf;
}
