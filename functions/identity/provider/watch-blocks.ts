import type { Block } from "@preau/policy/block";
import { now } from "@preau/runtime/clock";
import { keepFresh } from "@preau/runtime/kept-fresh";
import { errorFields, log } from "@preau/runtime/logger";
import { openSwitchboard } from "@preau/store/switchboard";

/** What schools have blocked, at most four seconds old: tokens made from now on leave it out. */
export const watchBlocks = (switchboardTable: string): (() => Promise<readonly Block[]>) => {
  const board = openSwitchboard(switchboardTable);
  const kept = keepFresh(() => board.read("BLOCKS"), {
    empty: [],
    refreshAfterMs: 2_000,
    waitAfterMs: 4_000,
    onFailure: (error) => log("warn", "switchboard-unreachable", errorFields(error)),
  });
  return async () => {
    const blocks = await kept.current();
    await kept.settled();
    return blocks.filter(({ until }) => until > now().getTime() / 1000);
  };
};
