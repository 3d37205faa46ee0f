import { openSwitchboard, type Switches } from "@preau/store";
import * as z from "zod";
import { readEnvironment } from "../environment.ts";
import { keepFresh } from "../kept-fresh.ts";
import { errorFields, log } from "../logger.ts";

/** What the chain knows of the switchboard at the moment of a request. */
export interface Watched {
  readonly blocks: readonly Switches["BLOCKS"][];
  readonly revoked: ReadonlyMap<string, Switches["REVOKED"]>;
}

export interface Watch {
  current(): Promise<Watched>;
  /** Resolves once no look is under way. */
  settled(): Promise<void>;
}

const onFailure = (error: unknown): void => log("warn", "switchboard-unreachable", errorFields(error));

/** A block must bite within five seconds, a sign-out everywhere within a minute. */
const BLOCKS = { refreshAfterMs: 2_000, waitAfterMs: 4_000, onFailure };
const REVOKED = { refreshAfterMs: 30_000, waitAfterMs: 60_000, onFailure };

/** Watches the switchboard named by `SWITCHBOARD_TABLE`. */
export const watchSwitchboard = (): Watch => {
  const { SWITCHBOARD_TABLE } = readEnvironment({ SWITCHBOARD_TABLE: z.string() });
  const board = openSwitchboard(SWITCHBOARD_TABLE);
  const blocks = keepFresh(() => board.read("BLOCKS"), { ...BLOCKS, empty: [] });
  const revoked = keepFresh(
    async (): Promise<Watched["revoked"]> => new Map((await board.read("REVOKED")).map((one) => [one.id, one])),
    { ...REVOKED, empty: new Map() },
  );
  return {
    current: async () => {
      const [blocked, out] = await Promise.all([blocks.current(), revoked.current()]);
      return { blocks: blocked, revoked: out };
    },
    settled: async () => {
      await Promise.all([blocks.settled(), revoked.settled()]);
    },
  };
};
