import type { Change } from "@preau/runtime/follow";
import type { Presence } from "../../../../functions/notices/notice.ts";
import type { CountOf } from "./judge-school.ts";
import type { AttendancePorts, NoticePorts } from "./ports.ts";
import type { Telling } from "./tell-families.ts";

/** One part of the school's computers replaced by a wrong one; nothing else changes. */
export interface PlantedBug {
  readonly attendance?: (ports: AttendancePorts) => AttendancePorts;
  readonly notices?: (ports: NoticePorts) => NoticePorts;
  readonly event?: (presence: Presence) => Presence;
  readonly follows?: (change: Change) => boolean;
  readonly confirm?: Telling["confirm"];
  readonly leave?: Telling["leave"];
  readonly count?: CountOf;
}
