import { openSwitchboard, type Switchboard, type Switches } from "@preau/store";
import * as z from "zod";
import { NO_RULES, type Rules, readRules } from "../admission/rules.ts";
import { readEnvironment } from "../environment.ts";
import { keepFresh } from "../kept-fresh.ts";
import { errorFields, log } from "../logger.ts";

/** What the chain knows of the switchboard at the moment of a request. */
export interface Watched {
  readonly blocks: readonly Switches["BLOCKS"][];
  readonly revoked: ReadonlyMap<string, Switches["REVOKED"]>;
  readonly admission: Rules;
}

export interface Watch {
  current(): Promise<Watched>;
  /** Resolves once no look is under way. */
  settled(): Promise<void>;
}

const onFailure = (error: unknown): void => log("warn", "switchboard-unreachable", errorFields(error));

/** A block must bite within five seconds, a sign-out everywhere within a minute, a switch of admission within ten seconds. */
const BLOCKS = { refreshAfterMs: 2_000, waitAfterMs: 4_000, onFailure };
const REVOKED = { refreshAfterMs: 30_000, waitAfterMs: 60_000, onFailure };
const ADMISSION = { refreshAfterMs: 3_000, waitAfterMs: 8_000, onFailure };

/** The same rules as long as the switches are the same: what is worked out from them is kept by whoever did. */
const rulesOf = (board: Switchboard, capability: string): (() => Promise<Rules>) => {
  let known = { text: "[]", rules: NO_RULES };
  return async () => {
    const switches = await board.read("ADMISSION");
    const text = JSON.stringify(switches);
    if (text !== known.text) known = { text, rules: readRules(switches, capability) };
    return known.rules;
  };
};

/**
 * Watches the switchboard named by `SWITCHBOARD_TABLE` for a capability, from the moment a cold function loads: its first request seldom
 * waits for it.
 */
export const watchSwitchboard = (capability: string): Watch => {
  const { SWITCHBOARD_TABLE } = readEnvironment({ SWITCHBOARD_TABLE: z.string() });
  const board = openSwitchboard(SWITCHBOARD_TABLE);
  const blocks = keepFresh(() => board.read("BLOCKS"), { ...BLOCKS, empty: [] });
  const revoked = keepFresh(
    async (): Promise<Watched["revoked"]> => new Map((await board.read("REVOKED")).map((one) => [one.id, one])),
    { ...REVOKED, empty: new Map() },
  );
  const admission = keepFresh(rulesOf(board, capability), {
    ...ADMISSION,
    empty: NO_RULES,
  });
  const all = [blocks, revoked, admission] as const;
  for (const one of all) one.prime();
  return {
    current: async () => {
      const [blocked, out, rules] = await Promise.all([blocks.current(), revoked.current(), admission.current()]);
      return { blocks: blocked, revoked: out, admission: rules };
    },
    settled: async () => {
      await Promise.all(all.map((one) => one.settled()));
    },
  };
};
