import { Instant } from "@preau/contract";
import type { Later } from "@preau/runtime/later";
import { log } from "@preau/runtime/logger";
import { commit, overRaces } from "@preau/store";
import type { AdmissionWrites } from "@preau/store/switch-writes";
import * as z from "zod";
import { type AlarmNews, type BrownOut, heard, isUnderWay, stepped } from "./brown-out.ts";
import type { Change } from "./contract.ts";
import { standing } from "./decisions.ts";
import { levelWrite } from "./level-switch.ts";
import type { AdmissionStore, KeptBrownOut } from "./store.ts";

/** The next look at the alarms; only the one that the state expects counts. */
export const Look = z.object({ at: Instant });
type Look = z.output<typeof Look>;

export interface LookDeps {
  readonly store: Pick<AdmissionStore, "decisions" | "brownOut" | "stillDecided" | "step" | "note">;
  readonly switches: Pick<AdmissionWrites, "throw" | "end">;
  readonly later: Later<Look>;
  now(): Date;
  newId(prefix: string): string;
}

const LOOK_EVERY_SECONDS = 60;
/** A look that is this late was lost: the next alarm begins a chain of its own. */
const LOST_AFTER_MS = 3 * 60_000;
const ATTEMPTS = 6;

const changeOf = (before: BrownOut, after: BrownOut, at: Date, handHolds: boolean): Change | undefined => {
  if (after.level === before.level) return undefined;
  const up = after.level > before.level;
  const text = up
    ? `Niveau porté à ${after.level} : des demandes essentielles sont refusées.`
    : `Niveau ramené à ${after.level} : plus rien d’essentiel n’est refusé depuis trois minutes.`;
  return {
    at: at.toISOString(),
    kind: up ? "level-raised" : "level-lowered",
    text: handHolds ? `${text} Le niveau fixé à la main l’emporte.` : text,
  };
};

const expects = ({ nextLook }: KeptBrownOut, now: Date): boolean =>
  nextLook !== undefined && now.getTime() - Date.parse(nextLook) < LOST_AFTER_MS;

/**
 * Moves the state on, writes what every function is to obey, and sees to it that somebody looks again within the minute while there is
 * something left to do. The next look is left before the state that expects it: one too many is passed over, one too few would leave the
 * cell browned out until its switch ends.
 */
const move = (
  deps: LookDeps,
  isDue: (kept: KeptBrownOut) => boolean,
  next: (state: BrownOut, now: number) => BrownOut,
) =>
  overRaces(ATTEMPTS, async () => {
    const [decided, kept] = await Promise.all([deps.store.decisions(), deps.store.brownOut()]);
    const now = deps.now();
    const isLook = isDue(kept);
    const state = next(kept.state, now.getTime());
    if (state === kept.state && !isLook) return;
    const goesOn = isUnderWay(state, now.getTime());
    const begins = goesOn && (isLook || !expects(kept, now));
    const nextLook = new Date(now.getTime() + LOOK_EVERY_SECONDS * 1000).toISOString();
    if (begins) await deps.later.leave({ what: { at: nextLook }, seconds: LOOK_EVERY_SECONDS });
    const decisions = standing(decided, now);
    const change = changeOf(kept.state, state, now, decisions.hand !== undefined);
    const expected = begins ? nextLook : kept.nextLook;
    await commit(
      deps.store.step({ version: kept.version, state, ...(goesOn && { nextLook: expected }) }),
      deps.store.stillDecided(decided),
      levelWrite(deps.switches, decisions, state.level, now),
      ...(change === undefined ? [] : [deps.store.note(change, deps.newId("chg"))]),
    );
    if (change !== undefined) log("warn", "admission-changed", { count: state.level });
  });

/** An alarm of the essential rings, or rings no more. */
export const hearAlarm = (news: AlarmNews, deps: LookDeps): Promise<void> =>
  move(
    deps,
    () => false,
    (state, now) => heard(state, news, now),
  );

/** A minute has passed while something was under way: one step more, one less, or the same said again before it ends. */
export const lookAgain = ({ at }: Look, deps: LookDeps): Promise<void> =>
  move(deps, ({ nextLook }) => nextLook === at, stepped);
