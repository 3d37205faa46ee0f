import { schoolTimeOf } from "@preau/calendar";
import type { SchoolId } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { decodeCursor, encodeCursor } from "@preau/store";
import type { SchoolFigures } from "../authorities-contract.ts";
import type { directoryContract } from "../contract.ts";
import { readSnapshot } from "../exports/school-snapshot.ts";
import type { YearsStore } from "../school-year/years-store.ts";
import type { DirectoryStore } from "../store.ts";
import type { AuthorityStore } from "./authority-store.ts";
import { countSchool } from "./count-school.ts";
import { ownAuthority } from "./own-authority.ts";

interface Deps {
  readonly authorities: Pick<AuthorityStore, "find" | "figuresOf" | "keepFigures">;
  readonly store: Pick<DirectoryStore, "find" | "findPeople" | "census">;
  readonly years: Pick<YearsStore, "current">;
  now(): Date;
}

/** Counts a school once a day, for the first who asks; for the others it is one small read. */
const figuresOf = async (schoolId: SchoolId, { authorities, store, years, now }: Deps): Promise<SchoolFigures[]> => {
  const at = now();
  const { day } = schoolTimeOf(at);
  const year = { schoolId, schoolYear: await years.current(schoolId) };
  const kept = await authorities.figuresOf(year);
  if (kept?.day === day) return [kept];
  const snapshot = await readSnapshot(store, year, day);
  if (snapshot === undefined) return [];
  const figures = countSchool(snapshot, day);
  await authorities.keepFigures(year.schoolYear, figures, at);
  return [figures];
};

/** The figures of the schools of an authority, some schools a page, in the order of their UAI. */
export const readFigures: Operation<typeof directoryContract.routes.readFigures, Deps> = async (call, deps) => {
  const { schoolIds } = await ownAuthority(call.principal, call.params.authorityId, deps.authorities);
  const after = decodeCursor(call.query.cursor) ?? "";
  const left = [...schoolIds].sort().filter((schoolId) => schoolId > after);
  const asked = left.slice(0, call.query.limit);
  const items = await Promise.all(asked.map((schoolId) => figuresOf(schoolId, deps)));
  const cursor = left.length > asked.length ? encodeCursor(asked.at(-1)) : undefined;
  return { status: 200, body: { items: items.flat(), ...(cursor !== undefined && { cursor }) } };
};
