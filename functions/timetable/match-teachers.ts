import type { PersonId } from "@preau/contract";
import { sortable } from "./spelling.ts";

/** A person who teaches in the school. */
export interface Teacher {
  readonly personId: PersonId;
  readonly familyName: string;
  readonly givenName: string;
}

/** Who a name of the file is: one person, nobody, or several whom the file does not tell apart. */
export type Match = Teacher | "unknown" | "ambiguous";

type Named = Pick<Teacher, "familyName" | "givenName">;

/** How a teacher is shown: « Solène BRIAC ». */
export const nameOf = ({ familyName, givenName }: Named): string => `${givenName} ${familyName}`;

const spelled = ({ familyName, givenName }: Named): string => `${sortable(familyName)}/${sortable(givenName)}`;

/** Finds teachers by family name and given name, whatever the case and the accents. Homonyms are told, never guessed. */
export const teacherMatcher = (teachers: readonly Teacher[]): ((name: Named) => Match) => {
  const byName = Map.groupBy(teachers, spelled);
  return (name) => {
    const [teacher, ...others] = byName.get(spelled(name)) ?? [];
    if (teacher === undefined) return "unknown";
    return others.length === 0 ? teacher : "ambiguous";
  };
};
