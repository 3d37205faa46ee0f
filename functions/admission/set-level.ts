import type { Operation } from "@preau/runtime";
import { actorOf } from "./actor.ts";
import { faultOfEnd, refuseFaults } from "./check-end.ts";
import type { admissionContract } from "./contract.ts";
import { type DecideDeps, decideOver, decideToEnd } from "./decide.ts";
import { levelWrite } from "./level-switch.ts";
import { spokenInstant } from "./words.ts";

type Routes = typeof admissionContract.routes;

/** Sets the brown-out level by hand: it wins over the alarm until its end, level 0 included. */
export const setLevel: Operation<Routes["setLevel"], DecideDeps> = (call, deps) => {
  const { level, until, reason } = call.body;
  refuseFaults(faultOfEnd("level", "body.until", until, deps.now()));
  const by = actorOf(call.principal);
  return decideOver(call, deps, (known, { state }, now) => {
    const hand = { level, until, reason, by, at: now.toISOString() };
    return {
      next: { ...known, hand },
      switches: [levelWrite(deps.switches, { hand }, state.level, now)],
      change: {
        kind: "level-set",
        text: `Niveau ${level} fixé à la main jusqu’au ${spokenInstant(until)}.`,
        by,
        reason,
        until,
      },
    };
  });
};

/** Gives the level back to the alarm before the end that was set. */
export const endLevel: Operation<Routes["endLevel"], DecideDeps> = (call, deps) => {
  const by = actorOf(call.principal);
  return decideToEnd(call, deps, ({ hand, ...rest }, { state }, now) =>
    hand === undefined
      ? undefined
      : {
          next: rest,
          switches: [levelWrite(deps.switches, {}, state.level, now)],
          change: { kind: "level-ended", text: `Niveau ${hand.level} rendu à l’automatisme.`, by },
        },
  );
};
