import type { Operation } from "@preau/runtime";
import { actorOf } from "./actor.ts";
import type { admissionContract } from "./contract.ts";
import { type DecideDeps, decideToEnd } from "./decide.ts";

/** Ends a window before its time; one that is over, or never was, changes nothing. */
export const endWindow: Operation<typeof admissionContract.routes.endWindow, DecideDeps> = (call, deps) => {
  const { windowId } = call.params;
  const by = actorOf(call.principal);
  return decideToEnd(call, deps, (known) => {
    const ended = known.windows.find((one) => one.windowId === windowId);
    if (ended === undefined) return undefined;
    return {
      next: { ...known, windows: known.windows.filter((one) => one !== ended) },
      switches: [deps.switches.end(`window#${windowId}`)],
      change: { kind: "window-ended", text: `Plage horaire terminée : ${ended.label}.`, by },
    };
  });
};
