import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** The file beside the bundles that says what they were made of. */
const RECORD = "built.json";

interface Built {
  readonly key: string;
  readonly stamps: Readonly<Record<string, string>>;
  readonly metafile: Metafile;
}

/** Size and time of a file, as `make` tells a changed file; that of a path that is no file (a plugin's) never changes. */
const stampOf = (path: string): string => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "none" : `${found.size} ${found.mtimeMs}`;
};

const filesIn = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: "utf8" }).map((name) => join(directory, name));

/** Builds that need not be done again: the same question, asked of files that nobody has touched. */
export const openBuilds = (root: string, question: unknown) => {
  const key = createHash("sha256").update(JSON.stringify(question)).digest("hex");
  const record = join(root, "dist", RECORD);
  // What shapes a bundle without being in it: the plugins, the choice of options, the versions installed.
  const shapers = ["infra/bundle-functions.ts", "package-lock.json", "functions/identity/bundle.ts"].map((path) =>
    join(root, path),
  );
  const shaping = [...shapers, ...filesIn(join(root, "functions/identity/bundle"))];
  return {
    /** The account of the last build, when another would give the same; its bundles are where it left them. */
    last: (): Metafile | undefined => {
      if (!existsSync(record)) return undefined;
      const built: Built = JSON.parse(readFileSync(record, "utf8"));
      const isSame =
        built.key === key &&
        Object.keys(built.metafile.outputs).every((path) => existsSync(join(root, path))) &&
        Object.entries(built.stamps).every(([path, stamp]) => stampOf(path) === stamp);
      return isSame ? built.metafile : undefined;
    },
    /** Remembers a build begun at `since` (milliseconds of the epoch): what was touched meanwhile is not vouched for. */
    remember: (metafile: Metafile, since: number): void => {
      const paths = [...Object.keys(metafile.inputs).map((path) => join(root, path)), ...shaping];
      if (paths.some((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since)) return;
      const stamps = Object.fromEntries(paths.map((path) => [path, stampOf(path)]));
      writeFileSync(record, JSON.stringify({ key, stamps, metafile } satisfies Built));
    },
  };
};
