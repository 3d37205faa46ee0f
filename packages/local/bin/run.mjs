#!/usr/bin/env node
// Runs a program of the project with the project's own Node 24, on a machine that may only have Node 18 and npm:
// installs what is missing first, says so, and hands over. Usage: node run.mjs <program> [arguments]
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const at = (...parts) => join(root, ...parts);
const node24 = at("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** npm writes down what it installed; a lock file that says otherwise means that a version changed since. */
const isInstalled = () => {
  if (!existsSync(node24)) return false;
  const versions = (file) => JSON.parse(readFileSync(at(file), "utf8")).packages;
  const installed = versions("node_modules/.package-lock.json");
  const wanted = Object.entries(versions("package-lock.json")).filter(
    ([path, entry]) => path !== "" && !entry.optional && !entry.link,
  );
  return wanted.every(([path, entry]) => installed[path]?.version === entry.version);
};

if (!isInstalled()) {
  process.stderr.write("Installing the project's packages (a minute or two, once) …\n");
  // Not `npm ci`: it refuses a lock file without the builds of optional packages for platforms other than ours.
  const { status } = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    process.stderr.write("npm could not install the packages: see its message above, then start again.\n");
    process.exit(status ?? 1);
  }
}

const [program, ...args] = process.argv.slice(2);
const PATH = `${join(node24, "..")}:${at("node_modules", ".bin")}:${process.env.PATH ?? ""}`;
// node:sqlite and type stripping still announce themselves as experimental in Node 24.
const child = spawn(node24, ["--disable-warning=ExperimentalWarning", at(program), ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PATH },
});
// Ctrl-C reaches the program by itself: wait for it to stop what it started.
for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
