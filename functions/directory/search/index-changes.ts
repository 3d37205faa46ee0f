import type { Change } from "@preau/runtime/follow";
import { departureOf } from "../life-cycle/departure.ts";
import { departureLine } from "../life-cycle/departures-store.ts";
import type { Person } from "../person.ts";
import type { School } from "../school.ts";
import { foundNameOf, nameEntries } from "./name-entries.ts";
import { type Line, type NamesStore, nameLine, schoolLine, staffLine } from "./names-store.ts";
import { staffLineOf } from "./staff-line.ts";

interface Image {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly id: string;
  readonly content: Person;
  readonly missingSince?: string | undefined;
  readonly hiddenSince?: string | undefined;
}

/** What is kept beside a person: nothing to be found of somebody whose account is closed, but their line among those who left. */
export const linesOf = (person: Image): readonly Line[] => {
  const { id, content, hiddenSince } = person;
  const departure = departureOf(person);
  const gone = departure === undefined ? [] : [departureLine(person, departure)];
  if (hiddenSince !== undefined) return gone;
  const staff = staffLineOf(id, content);
  return [
    ...nameEntries(foundNameOf(id, content)).map((entry) => nameLine(person, entry)),
    ...(staff === undefined ? [] : [staffLine(person, staff)]),
    ...gone,
  ];
};

const imageOf = (side: Change["after"]): Image | undefined => side as unknown as Image | undefined;

const schoolLinesOf = (side: Change["after"]): readonly Line[] => {
  if (side === undefined) return [];
  const { schoolId, schoolYear, content } = side as unknown as {
    schoolId: string;
    schoolYear: number;
    content: School;
  };
  return [schoolLine({ schoolId, schoolYear }, content.name)];
};

const linesOfChange = ({ entity, before, after }: Change): { before: readonly Line[]; after: readonly Line[] } => {
  if (entity === "school") return { before: [], after: schoolLinesOf(after) };
  const [was, is] = [imageOf(before), imageOf(after)];
  return { before: was === undefined ? [] : linesOf(was), after: is === undefined ? [] : linesOf(is) };
};

const nameOf = ({ pk, sk }: Line): string => `${pk} ${sk}`;

/**
 * Brings the index in line with committed changes: what a line was before the first of them is compared with what it is after the
 * last; lines that no longer hold are deleted, those that differ put. The same batch again ends in the same lines.
 */
export const indexChanges = async (
  changes: readonly Change[],
  { names }: { readonly names: Pick<NamesStore, "write"> },
): Promise<void> => {
  const first = new Map<string, Line | undefined>();
  const last = new Map<string, Line | undefined>();
  for (const change of changes) {
    const { before, after } = linesOfChange(change);
    for (const line of before) {
      if (!first.has(nameOf(line))) first.set(nameOf(line), line);
      last.set(nameOf(line), undefined);
    }
    for (const line of after) {
      if (!first.has(nameOf(line))) first.set(nameOf(line), undefined);
      last.set(nameOf(line), line);
    }
  }
  const differs = ([name, line]: readonly [string, Line | undefined]): boolean =>
    JSON.stringify(line) !== JSON.stringify(first.get(name));
  const changed = [...last].filter(differs);
  await names.write(
    changed.flatMap(([, line]) => line ?? []),
    changed.flatMap(([name, line]) => (line === undefined ? (first.get(name) ?? []) : [])),
  );
};
