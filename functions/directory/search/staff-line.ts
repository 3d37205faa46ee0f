import type { AudienceId, Role } from "@preau/contract";
import type { Person } from "../person.ts";

/** What the list of staff says of somebody: to every member of the school, so no contact. */
export interface StaffLine {
  readonly personId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly title?: string | undefined;
  readonly roles: readonly Role[];
  readonly functions: readonly { readonly code: string; readonly label?: string | undefined }[];
  readonly headTeacherOf: readonly AudienceId[];
  readonly teaches: readonly {
    readonly audienceId: AudienceId;
    readonly code: string;
    readonly subjects: readonly string[];
  }[];
}

/** The line of a member of staff; none for pupils and families. */
export const staffLineOf = (
  personId: string,
  { familyName, givenName, title, roles, staff }: Person,
): StaffLine | undefined => {
  if (staff === undefined || roles.length === 0) return undefined;
  const { functions, headTeacherOf } = staff;
  const teaches = staff.teaches.map(({ audienceId, code, subjects }) => ({
    audienceId,
    code,
    subjects: [...new Set(subjects.map(({ label }) => label))],
  }));
  return { personId, familyName, givenName, title, roles, functions, headTeacherOf, teaches };
};
