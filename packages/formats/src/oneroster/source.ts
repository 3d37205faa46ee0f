import type { LineOfFile } from "../problem.ts";

/** The collections that a reading needs. */
export type OneRosterCollection = "orgs" | "academicSessions" | "classes" | "enrollments" | "users" | "demographics";

/** One object as the source gives it, not checked yet. For a REST source `line` counts the objects of the collection. */
export interface OneRosterItem extends LineOfFile {
  readonly value: unknown;
}

/** Where OneRoster objects come from: a REST service or a bundle of CSV files. */
export interface OneRosterSource {
  /** Nothing for a collection that the source does not have or may not give. `schoolId` is a sourcedId that the source may filter on. */
  list(collection: OneRosterCollection, schoolId?: string): AsyncIterable<OneRosterItem>;
}
