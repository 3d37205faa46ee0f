import { readdirSync, readFileSync } from "node:fs";

/** A process of the runtime that serves a function. */
export interface EnvironmentProcess {
  readonly pid: number;
  /** `attendance-api`. */
  readonly name: string;
  /** Milliseconds since it was first seen. */
  readonly ageMs: number;
  /** Whether it worked since the last look. */
  readonly active: boolean;
}

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // It has ended meanwhile.
    return "";
  }
};

const threadsOf = (pid: number): readonly string[] => {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
};

const childrenOf = (pid: number): readonly number[] =>
  threadsOf(pid)
    .flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).split(" "))
    .filter(Boolean)
    .map(Number);

/** The process of a runtime that serves its DynamoDB engine; undefined when there is none. */
export const engineOf = (pid: number): number | undefined =>
  childrenOf(pid).find((child) => read(`/proc/${child}/cmdline`).split("\0")[0]?.endsWith("dynoxide"));

/**
 * Watches the environments of a runtime, its own children and nobody else's (Linux: by /proc). Each look says which of them have worked
 * since the look before.
 */
export const watchEnvironments = (runtime: () => number) => {
  const seen = new Map<number, { readonly name: string; readonly since: number; worked: string }>();
  return (): readonly EnvironmentProcess[] => {
    const now = performance.now();
    const children = childrenOf(runtime());
    for (const pid of [...seen.keys()].filter((known) => !children.includes(known))) seen.delete(pid);
    return children.flatMap((pid) => {
      // Nanoseconds on a processor, then waiting for one, then how many times.
      const worked = read(`/proc/${pid}/schedstat`);
      const known = seen.get(pid);
      if (known === undefined) {
        const name = /\0AWS_LAMBDA_FUNCTION_NAME=preau-local-([^\0]+)/.exec(`\0${read(`/proc/${pid}/environ`)}`)?.[1];
        if (name === undefined) return [];
        seen.set(pid, { name, since: now, worked });
        return [{ pid, name, ageMs: 0, active: true }];
      }
      const active = worked !== known.worked;
      known.worked = worked;
      return [{ pid, name: known.name, ageMs: now - known.since, active }];
    });
  };
};
