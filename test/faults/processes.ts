import { readdirSync, readFileSync } from "node:fs";

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

/**
 * Numbers of the processes whose command line or environment holds one of these words; none where there is no /proc.
 * The engine is found by its data file, functions by the engine's address, the runtime by both.
 */
export const processesHolding = (words: readonly string[]): readonly number[] => {
  let numbers: string[] = [];
  try {
    numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  return numbers
    .map(Number)
    .filter((pid) => pid !== process.pid)
    .filter((pid) => {
      const text = `${read(`/proc/${pid}/cmdline`)}\0${read(`/proc/${pid}/environ`)}`;
      return words.some((word) => text.includes(word));
    });
};
