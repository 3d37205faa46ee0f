import type { ImportId } from "../contract.ts";
import type { DeliveredSchool } from "../import-job.ts";
import type { Objects } from "../objects.ts";

/** Text of one object before it is sent: small enough for a hundred schools to be gathered at once. */
const PART_CHARACTERS = 256 * 1024;
/** Text of all objects being gathered. */
const GATHERED_CHARACTERS = 24 * 1024 * 1024;

export type WorkObjects = Pick<Objects, "put" | "get">;

/** What an import keeps between its steps: lines of JSON, in objects of a few hundred lines that are rewritten alike by a second run. */
export const openWorkFiles = ({ put, get }: WorkObjects, importId: ImportId) => ({
  write: (name: string, lines: readonly unknown[]): Promise<void> =>
    put(importId, name, lines.map((line) => JSON.stringify(line)).join("\n")),
  read: async <Line>(name: string): Promise<readonly Line[]> =>
    (await get(importId, name)).split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Line])),
  /** Names of the objects that hold a series. */
  series: (name: string, parts: number): readonly string[] =>
    Array.from({ length: parts }, (_, part) => `${name}-${part}`),
  /** Gathers lines by series, each sent as soon as it fills an object. */
  gather: () => {
    const waiting = new Map<string, { text: string[]; size: number }>();
    const parts = new Map<string, number>();
    let gathered = 0;
    const send = async (name: string): Promise<void> => {
      const part = parts.get(name) ?? 0;
      const { text, size } = waiting.get(name) ?? { text: [], size: 0 };
      waiting.delete(name);
      gathered -= size;
      parts.set(name, part + 1);
      await put(importId, `${name}-${part}`, text.join("\n"));
    };
    return {
      add: async (name: string, line: unknown): Promise<void> => {
        const text = JSON.stringify(line);
        const series = waiting.get(name) ?? { text: [], size: 0 };
        series.text.push(text);
        series.size += text.length;
        gathered += text.length;
        waiting.set(name, series);
        if (series.size >= PART_CHARACTERS) await send(name);
        if (gathered >= GATHERED_CHARACTERS) for (const full of [...waiting.keys()]) await send(full);
      },
      flush: async (): Promise<void> => {
        for (const name of [...waiting.keys()]) await send(name);
      },
      partsOf: (name: string): number => parts.get(name) ?? 0,
    };
  },
});

export type WorkFiles = ReturnType<typeof openWorkFiles>;

export const SCHOOLS_FILE = "schools";
export const LABELS_FILE = "labels";
export const statementsOf = (schoolId: string): string => `statements-${schoolId}`;
export const linesOf = (schoolId: string, kind: string): string => `lines-${schoolId}-${kind}`;
export type SchoolsFile = readonly DeliveredSchool[];
