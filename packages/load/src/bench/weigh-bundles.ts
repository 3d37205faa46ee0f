import { basename, dirname } from "node:path";
import type { Metafile } from "esbuild";

/** What one bundle weighs, and what it is made of. */
export interface Weight {
  readonly name: string;
  readonly kib: number;
  /** The heaviest packages first; our own code counts as one. */
  readonly packages: readonly { readonly name: string; readonly kib: number }[];
}

const kibOf = (bytes: number): number => Math.round(bytes / 102.4) / 10;

/** `node_modules/@smithy/core/…` belongs to `@smithy/core`; the project's files all belong to Préau. */
const packageOf = (path: string): string => {
  const inside = path.split("node_modules/").at(-1) ?? path;
  if (inside === path) return "Préau";
  const [first = "", second = ""] = inside.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
};

/** Weighs every bundle of a build from esbuild's own account of it: minified bytes as deployed, before compression. */
export const weighBundles = ({ outputs }: Metafile): readonly Weight[] =>
  Object.entries(outputs)
    .filter(([, { entryPoint }]) => entryPoint !== undefined)
    .map(([path, { bytes, inputs }]) => {
      const packages = new Map<string, number>();
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        const name = packageOf(input);
        packages.set(name, (packages.get(name) ?? 0) + bytesInOutput);
      }
      return {
        name: basename(dirname(path)),
        kib: kibOf(bytes),
        packages: [...packages]
          .sort(([, a], [, b]) => b - a)
          .map(([name, size]) => ({ name, kib: kibOf(size) }))
          .filter(({ kib }) => kib > 0),
      };
    })
    .sort((a, b) => b.kib - a.kib);
