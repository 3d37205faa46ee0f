import { PersonId, SchoolId } from "@preau/contract";
import * as z from "zod";
import type { DirectoryStore } from "../store.ts";
import { linesOf } from "./index-changes.ts";
import type { FoundName } from "./name-entries.ts";
import { nameEntries } from "./name-entries.ts";
import { type Line, type NamesStore, nameLine } from "./names-store.ts";

const Asked = z.strictObject({ schoolId: SchoolId, schoolYear: z.int() });
type Year = z.output<typeof Asked>;

interface Deps {
  readonly store: Pick<DirectoryStore, "census" | "findPeople">;
  readonly names: Pick<NamesStore, "find" | "write">;
}

const INITIALS = [..."0123456789abcdefghijklmnopqrstuvwxyz"];
const AT_ONCE = 200;

/** Every name that the index holds of a school, by what it says: several for somebody whose name it holds twice. */
async function* indexed(year: Year, { find }: Pick<NamesStore, "find">): AsyncGenerator<FoundName> {
  for (const initials of INITIALS) {
    let after: string | undefined;
    do {
      const { lines, last } = await find(year, {
        among: "everybody",
        initials,
        prefix: initials,
        limit: AT_ONCE,
        after,
      });
      for (const { name } of lines) yield name;
      after = last;
    } while (after !== undefined);
  }
}

const nameOf = ({ pk, sk }: Line): string => `${pk} ${sk}`;

/**
 * Makes the index of a school again from its people, for an operator, after a stream that was lost: puts every line that ought to be
 * there, then deletes those that ought not. Searches go on meanwhile. Give it `{ schoolId, schoolYear }`.
 */
export const rebuildNames = async (
  input: unknown,
  { store, names }: Deps,
): Promise<{ put: number; deleted: number }> => {
  const year = Asked.parse(input);
  const census = await store.census(year);
  const right = new Set<string>();
  let put = 0;
  for (let start = 0; start < census.length; start += AT_ONCE) {
    const ids = census.slice(start, start + AT_ONCE).map((id) => ({ ...year, id: PersonId.parse(id) }));
    const lines = (await store.findPeople(ids)).flatMap((person) => linesOf({ ...person, ...year }));
    await names.write(lines, []);
    for (const line of lines) right.add(nameOf(line));
    put += lines.length;
  }
  const wrong = new Map<string, Line>();
  for await (const name of indexed(year, names))
    for (const entry of nameEntries(name)) {
      const line = nameLine(year, entry);
      if (!right.has(nameOf(line))) wrong.set(nameOf(line), line);
    }
  await names.write([], [...wrong.values()]);
  return { put, deleted: wrong.size };
};
