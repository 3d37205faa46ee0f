import { setTimeout as delay } from "node:timers/promises";
import { type School, type SchoolOptions, startSchool } from "../../../../test/faults/school-process.ts";
import { freePorts } from "../../../../test/support/free-ports.ts";

/** A school that falls and rises again, always at the same address. */
export interface FallingSchool {
  readonly edgeUrl: string;
  readonly identityUrl: string;
  /** The school once it answers; at once unless it is down. */
  up(): Promise<School>;
  /** Process number of the runtime that runs, or ran last. */
  pid(): number;
  /** Kills the runtime outright and starts it again on what it left. */
  fall(): Promise<void>;
  /** A client was answered: tells the first time after a fall. */
  answered(): void;
  /** Milliseconds a restart took until the runtime said it was ready, and from then to the first answer that a client got. */
  readonly restarts: { readonly readyMs: number; firstAnswerMs?: number }[];
  stop(): Promise<void>;
}

const FALLEN_AGAIN = 3;

/** Starts a school on ports of its own. */
export const openSchool = async (options: Omit<SchoolOptions, "again">): Promise<FallingSchool> => {
  const port = await freePorts();
  const again = { edgeUrl: `http://localhost:${port}`, identityUrl: `http://localhost:${port + 1}` };
  let school = await startSchool({ ...options, again });
  let rising: Promise<School> = Promise.resolve(school);
  let readySince: number | undefined;
  const restarts: FallingSchool["restarts"] = [];

  const rise = async (attempt = 1): Promise<School> => {
    try {
      return await startSchool({ ...options, again });
    } catch (error) {
      if (attempt === FALLEN_AGAIN) throw error;
      await delay(500);
      return rise(attempt + 1);
    }
  };

  return {
    ...again,
    restarts,
    up: () => rising,
    pid: () => school.pid,
    fall: async () => {
      const fallen = school;
      const { promise, resolve, reject } = Promise.withResolvers<School>();
      promise.catch(() => {});
      rising = promise;
      fallen.kill();
      await fallen.ended;
      const began = performance.now();
      try {
        school = await rise();
      } catch (error) {
        reject(error);
        throw error;
      }
      restarts.push({ readyMs: performance.now() - began });
      readySince = performance.now();
      resolve(school);
    },
    answered: () => {
      const last = restarts.at(-1);
      if (readySince === undefined || last === undefined) return;
      last.firstAnswerMs = performance.now() - readySince;
      readySince = undefined;
    },
    stop: async () => (await rising.catch(() => school)).stop(),
  };
};
