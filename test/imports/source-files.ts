import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** One file of ours, as the fences look at it. */
export interface SourceFile {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly text: string;
  /** What it imports: packages by name, files of ours by path from the root. */
  readonly imports: readonly { readonly target: string; readonly typeOnly: boolean; readonly clause: string }[];
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?((?:[\w*{][^;"']*?)\s+from\s+)?["']([^"']+)["']/g;

/** Reads the imports of a text as the compiler would find them. */
export const parseSource = (path: string, text: string): SourceFile => ({
  path,
  text,
  imports: [...text.matchAll(IMPORT)].map(([, type, clause = "", specifier = ""]) => ({
    target: specifier.startsWith(".")
      ? relative(ROOT, join(ROOT, path, "..", specifier)).replaceAll("\\", "/")
      : specifier,
    typeOnly: type !== undefined,
    clause: clause.replace(/\s+from\s+$/, ""),
  })),
});

const FOLDERS = ["functions", "packages", "events", "infra", "test"];

const walk = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : walk(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });

/** Every TypeScript file of the project. */
export const sourceFiles: readonly SourceFile[] = FOLDERS.flatMap(walk).map((path) =>
  parseSource(path, readFileSync(join(ROOT, path), "utf8")),
);

/** Every file git knows, for what is not TypeScript; empty outside a clone. */
export const trackedFiles = (): readonly string[] =>
  existsSync(join(ROOT, ".git"))
    ? execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" }).trim().split("\n")
    : [];
