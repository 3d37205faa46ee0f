import type { Role } from "@preau/contract";
import type { SchoolPerson } from "@preau/policy";
import { legalChildren, type Person } from "../person.ts";

interface Known {
  readonly id: string;
  readonly content: Person;
}

const classesAmong = (
  audiences: readonly { readonly audienceId: string; readonly kind: string }[],
): readonly string[] => audiences.filter(({ kind }) => kind === "class").map(({ audienceId }) => audienceId);

/**
 * A person as the graph of visibility knows them; `children` are the records of the pupils they represent. Of the caller, what the token
 * says decides (`held`): a right that ended yesterday is in no token, whatever the directory still says.
 */
export const schoolPersonOf = (
  schoolId: string,
  { id, content }: Known,
  records: ReadonlyMap<string, Person>,
  held?: { readonly roles: readonly Role[]; readonly children: readonly string[] },
): SchoolPerson => {
  const children = held?.children ?? legalChildren(content);
  const attended = [
    ...(content.pupil?.audiences ?? []),
    ...children.flatMap((child) => records.get(child)?.pupil?.audiences ?? []),
  ];
  return {
    schoolId,
    personId: id,
    roles: held?.roles ?? content.roles,
    audiences: [...attended, ...(content.staff?.teaches ?? [])].map(({ audienceId }) => audienceId),
    classes: classesAmong(attended),
    headTeacherOf: content.staff?.headTeacherOf ?? [],
    children,
  };
};
