import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where a server of this machine keeps everything, unless told otherwise. */
export const DEFAULT_DATA_DIR = ".preau";

/** What the other commands need to know of a started server. Its password was invented at its first start and opens nothing else. */
export interface DemoState {
  readonly baseUrl: string;
  readonly issuerUrl: string;
  /** Where the mails that would have been sent can be read. */
  readonly inboxUrl: string;
  /** The control endpoint of the runtime: its Lambda and EventBridge, the limits and the damage of load tests. */
  readonly controlUrl?: string;
  readonly password: string;
  /** The school day it was last started on, and whether its schools are the invented ones. */
  readonly day: string;
  readonly invented: boolean;
  readonly people: readonly {
    readonly login: string;
    readonly role: string;
    readonly part: string;
    readonly schoolId: string;
  }[];
  /** Deliveries imported completely. */
  readonly imported: boolean;
}

const fileIn = (dataDir: string): string => join(dataDir, "demo.json");

/** What is known of the server of a data directory; undefined before its first start. */
export const readDemoState = (dataDir: string): DemoState | undefined => {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

/** Keeps it, readable by its owner only. */
export const writeDemoState = (dataDir: string, state: DemoState): void => {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(fileIn(dataDir), `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
};
