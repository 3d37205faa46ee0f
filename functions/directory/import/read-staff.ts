import { ROLES } from "@preau/contract";
import { functionProfile } from "@preau/formats/aaf/function-profiles";
import type { AafEntry } from "@preau/formats/aaf/read-aaf";
import { type AafFunction, type AafStaff, type AafTaught, mapStaff } from "@preau/formats/aaf/staff";
import type { Audience, ImportIssue } from "../contract.ts";
import type { Person } from "../person.ts";
import { type DeliveredSchool, type DeliveryIndex, personOf } from "./delivery-index.ts";
import { findAudiences, unknownAudience } from "./find-audiences.ts";
import type { PersonInSchool } from "./read-guardian.ts";
import { issueAt, issuesOf, type Reading } from "./reading.ts";

export interface ReadStaff {
  readonly joinId: string;
  readonly schools: readonly PersonInSchool[];
}

/**
 * Reads a member of staff, once for each school of the delivery where they hold a function: several functions in one school, and
 * several schools, are normal. A function in a school outside the delivery says nothing here.
 */
export const readStaff = (entry: AafEntry, index: DeliveryIndex): Reading<ReadStaff> => {
  const mapped = mapStaff(entry);
  const issues: ImportIssue[] = [...issuesOf(entry, mapped)];
  const staff = mapped.value;
  if (staff === undefined) return { value: undefined, issues };
  const tell = (kind: Audience["kind"], code: string) =>
    issues.push(issueAt(entry, "error", ...unknownAudience(kind, code)));
  const bySchool = Map.groupBy(staff.functions, ({ structure }) => structure);
  const schools = [...bySchool].flatMap(([structure, functions]) => {
    const school = index.schools.get(structure);
    if (school === undefined) return [];
    const person = staffPerson(staff, [structure, school], functions, tell, index);
    return [{ personId: personOf(index, staff.jointure), school, person }];
  });
  return { value: { joinId: staff.jointure, schools }, issues };
};

const staffPerson = (
  staff: AafStaff,
  at: readonly [string, DeliveredSchool],
  functions: readonly AafFunction[],
  tell: (kind: Audience["kind"], code: string) => void,
  { subjects }: DeliveryIndex,
): Person => {
  const { jointure, familyName, givenName, title, mail, stsId } = staff;
  const { name, timeZone, academy } = at[1].content;
  const held = new Set(functions.map(({ code }) => functionProfile(code).role as string));
  const teaches = (kind: Audience["kind"], refs: readonly AafTaught[]) =>
    findAudiences(kind, refs, at, tell).map(({ audience, ref }) => ({
      ...audience,
      subjects: ref.subjects.map((code) => ({ code, label: subjects.get(code) ?? code })),
    }));
  return {
    academy,
    joinId: jointure,
    familyName,
    givenName,
    title,
    roles: ROLES.filter((role) => held.has(role)),
    school: { name, timeZone },
    contact: { mail, phones: [] },
    staff: {
      functions: functions.map(({ code, label }) => ({ code, label })),
      sts: stsId === undefined ? undefined : { type: "epp", id: stsId },
      teaches: [...teaches("class", staff.classes), ...teaches("group", staff.groups)].sort((a, b) =>
        a.code < b.code ? -1 : 1,
      ),
      headTeacherOf: findAudiences("class", staff.headTeacherOf, at, tell)
        .map(({ audience }) => audience.audienceId)
        .sort(),
    },
  };
};
