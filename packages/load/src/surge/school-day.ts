import type { Received } from "@preau/sdk";
import type { contracts } from "./contracts.ts";

type Lesson = Received<typeof contracts.timetable.routes.readLessons>["items"][number];
export type Roster = Received<typeof contracts.directory.routes.readAudience>;

/** What is known of the schools before the run begins: what applications were showing when everybody came. */
export interface SchoolDay {
  /** What the schools' clock shows. */
  readonly day: string;
  readonly time: string;
  /** By teacher's login: their lessons that have begun, the latest first, as far back as a roll may be corrected. */
  readonly lessons: ReadonlyMap<string, readonly Lesson[]>;
  /** By school: its classes with their pupils. */
  readonly classes: ReadonlyMap<string, readonly Roster[]>;
}
