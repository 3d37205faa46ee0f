import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Measured } from "./measured.ts";

/** Where `npm run bench -- measured` leaves its figures. */
export const MEASURED_FILE = fileURLToPath(new URL("../../../../.bench/measured.json", import.meta.url));
/** Figures of a quiet machine, kept in the repository for whoever has not measured. */
const KEPT = fileURLToPath(new URL("./measured-before.json", import.meta.url));

export const keepMeasured = (measured: Measured): void => {
  mkdirSync(dirname(MEASURED_FILE), { recursive: true });
  writeFileSync(MEASURED_FILE, `${JSON.stringify(measured, null, 1)}\n`);
};

/**
 * The figures measured here last, else those that come with the project: `own` tells which. Say where they come from (`showOrigin`)
 * beside whatever is computed from them.
 */
export const readMeasured = (): { readonly measured: Measured; readonly own: boolean } => {
  const own = existsSync(MEASURED_FILE);
  return { measured: JSON.parse(readFileSync(own ? MEASURED_FILE : KEPT, "utf8")) as Measured, own };
};
