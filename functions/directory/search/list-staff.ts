import { type PersonId, problem, type SchoolId } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { decodeCursor, encodeCursor } from "@preau/store/cursor";
import type { Audience } from "../audience-contract.ts";
import type { peopleRoutes } from "../people-contract.ts";
import type { DirectoryStore } from "../store.ts";
import type { NamesStore } from "./names-store.ts";
import type { StaffLine } from "./staff-line.ts";

interface Deps {
  readonly names: Pick<NamesStore, "staffOf">;
  readonly store: Pick<DirectoryStore, "find">;
  readonly years: { current(schoolId: string): Promise<number> };
}

/** A member of the staff as the wire shows them; `codes` name the classes of which they are head teacher. */
export const staffMember = ({ headTeacherOf, ...line }: StaffLine, audiences: readonly Audience[]) => {
  const codes = new Map(audiences.map(({ audienceId, code }) => [audienceId, code]));
  return {
    title: line.title,
    familyName: line.familyName,
    givenName: line.givenName,
    roles: [...line.roles],
    functions: line.functions.map(({ code, label }) => ({ code, label })),
    teaches: line.teaches.map(({ audienceId, code, subjects }) => ({ audienceId, code, subjects: [...subjects] })),
    headTeacherOf: headTeacherOf.map((audienceId) => ({ audienceId, code: codes.get(audienceId) ?? "" })),
  };
};

/** Who works in a school, in the order of names, for every member of it. */
export const listStaff: Operation<typeof peopleRoutes.listStaff, Deps> = async (call, { names, store, years }) => {
  const { schoolId } = call.params;
  const { limit, cursor } = call.query;
  const year: { schoolId: SchoolId; schoolYear: number } = { schoolId, schoolYear: await years.current(schoolId) };
  const [school, { lines, last }] = await Promise.all([
    store.find("school", { ...year, id: schoolId }),
    names.staffOf(year, { limit, after: decodeCursor(cursor) }),
  ]);
  if (school === undefined) throw problem("not-found");
  const next = encodeCursor(last);
  const items = lines.map((line) => ({
    schoolId,
    personId: line.personId as PersonId,
    ...staffMember(line, school.content.audiences),
  }));
  return { status: 200, body: { items, ...(next !== undefined && { cursor: next }) } };
};
