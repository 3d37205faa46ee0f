import { audienceIdOf } from "@preau/contract/derive-id";
import type { Source } from "@preau/formats/statement";
import type { Audience } from "../contract.ts";
import { type School, timeZoneOf } from "../school.ts";
import { STRONGEST_FIRST } from "./fold-person.ts";

/** A class or a group as one source describes it. */
export interface AudienceSay {
  readonly kind: Audience["kind"];
  readonly code: string;
  readonly label?: string | undefined;
  readonly classCodes: readonly string[];
}

/** What one source says of a school, its classes and groups. */
export interface SchoolSay {
  readonly name?: string | undefined;
  readonly academy?: string | undefined;
  readonly type?: string | undefined;
  readonly street?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly city?: string | undefined;
  readonly phone?: string | undefined;
  readonly mail?: string | undefined;
  readonly attachedTo?: readonly string[] | undefined;
  /** Left out by a source that speaks of people alone. */
  readonly audiences?: readonly AudienceSay[] | undefined;
}

export type SchoolSays = ReadonlyMap<Source, SchoolSay>;

/** A class or a group, and the codes of the classes it draws on. */
export interface KnownAudience extends Audience {
  readonly classCodes: readonly string[];
}

export interface FoldedSchool {
  readonly content: School;
  readonly audiences: readonly KnownAudience[];
}

/** Every class and group that some source lists; the strongest that lists one describes it. */
const audiencesOf = (schoolId: string, ordered: readonly SchoolSay[]): readonly KnownAudience[] => {
  const known = new Map<string, KnownAudience>();
  for (const kind of ["class", "group"] as const)
    for (const one of ordered.flatMap(({ audiences }) => audiences ?? [])) {
      // One nomenclature for classes and groups: lessons and rosters name an audience by its code alone.
      if (one.kind !== kind || known.has(one.code)) continue;
      const label = ordered
        .flatMap(({ audiences }) => audiences ?? [])
        .find(({ kind: other, code, label: text }) => other === kind && code === one.code && text !== undefined)?.label;
      known.set(one.code, {
        audienceId: audienceIdOf(schoolId, one.code),
        code: one.code,
        label: label ?? one.code,
        kind,
        classCodes: kind === "class" ? [one.code] : one.classCodes,
      });
    }
  return [...known.values()].sort((a, b) => (a.kind < b.kind || (a.kind === b.kind && a.code < b.code) ? -1 : 1));
};

/** The school shown: a pure fold of what every source says; nothing until one says its academy, and named by its UAI until one names it. */
export const foldSchool = (schoolId: string, says: SchoolSays): FoldedSchool | undefined => {
  const ordered = STRONGEST_FIRST.flatMap((source) => says.get(source) ?? []);
  const first = <K extends keyof SchoolSay>(name: K): SchoolSay[K] =>
    ordered.find((say) => say[name] !== undefined)?.[name];
  const academy = first("academy");
  if (academy === undefined) return undefined;
  const audiences = audiencesOf(schoolId, ordered);
  const content: School = {
    name: first("name") ?? `Établissement ${schoolId}`,
    type: first("type"),
    academy,
    timeZone: timeZoneOf(schoolId),
    street: first("street"),
    postalCode: first("postalCode"),
    city: first("city"),
    phone: first("phone"),
    mail: first("mail"),
    attachedTo: first("attachedTo"),
    audiences: audiences.map(({ classCodes: _, ...audience }) => audience),
  };
  return { content, audiences };
};
