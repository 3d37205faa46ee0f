import type { SchoolId } from "@preau/contract";
import type { YearsStore } from "./school-year/years-store.ts";
import type { NamesStore } from "./search/names-store.ts";
import type { DirectoryStore } from "./store.ts";

interface Deps {
  readonly names: Pick<NamesStore, "schools">;
  readonly store: Pick<DirectoryStore, "find">;
  readonly years: Pick<YearsStore, "current">;
}

/** A school of the cell, as other capabilities need it to speak of all of them. */
export interface ListedSchool {
  readonly schoolId: string;
  readonly name: string;
  readonly type?: string | undefined;
  readonly classes: number;
}

const PAGE = 200;

/** The schools of the cell, each in the year it is in; one that is known only from other years is left out. */
export const listSchools = async ({ names, store, years }: Deps): Promise<readonly ListedSchool[]> => {
  const known = new Set<string>();
  let after: string | undefined;
  do {
    const page = await names.schools({ limit: PAGE, after });
    for (const { schoolId } of page.years) known.add(schoolId);
    after = page.last;
  } while (after !== undefined);
  const read = async (schoolId: string): Promise<readonly ListedSchool[]> => {
    const schoolYear = await years.current(schoolId);
    const school = await store.find("school", { schoolId: schoolId as SchoolId, schoolYear, id: schoolId });
    if (school === undefined) return [];
    const { name, type, audiences } = school.content;
    return [{ schoolId, name, type, classes: audiences.filter(({ kind }) => kind === "class").length }];
  };
  return (await Promise.all([...known].map(read))).flat();
};
