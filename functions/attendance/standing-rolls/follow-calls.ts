import type { Change } from "@preau/runtime/follow";
import { overRaces } from "@preau/store";
import type { BoardStore } from "../board/board-store.ts";
import { ROLLS_PART } from "../board/board-version.ts";
import type { RollStore } from "./roll-store.ts";
import { outcomeOf, type RollOutcome, withOutcome } from "./standing-roll.ts";

interface Deps {
  readonly rolls: Pick<RollStore, "readCall" | "findRoll">;
  readonly boards: Pick<BoardStore, "rollsToChange" | "keepRolls" | "announcePart">;
  now(): Date;
}

const ATTEMPTS = 8;

const keepOutcome = async (
  at: { readonly schoolId: string; readonly day: string },
  outcome: RollOutcome,
  { boards, now }: Deps,
): Promise<void> => {
  await overRaces(ATTEMPTS, async () => {
    const known = await boards.rollsToChange(at);
    const rolls = withOutcome(known.rolls, outcome);
    const version = rolls === undefined ? known.version : known.version + 1;
    if (rolls !== undefined) await boards.keepRolls(at, { version, rolls }, now());
    await boards.announcePart(at, ROLLS_PART, version, now());
  });
};

/** Puts on the board of the day who did not answer a call outside lessons. It stays apart from lessons, and from every count. */
export const followCalls = async (changes: readonly Change[], deps: Deps): Promise<void> => {
  for (const { entity, after } of changes) {
    if (entity !== "standing-call" || after === undefined) continue;
    const { schoolId, schoolYear, rollId, day, register } = deps.rolls.readCall(after);
    const roll = await deps.rolls.findRoll({ schoolId, schoolYear }, rollId);
    if (roll !== undefined) await keepOutcome({ schoolId, day }, outcomeOf(roll, register), deps);
  }
};
