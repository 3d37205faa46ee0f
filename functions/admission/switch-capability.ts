import type { Operation } from "@preau/runtime";
import { actorOf } from "./actor.ts";
import { faultOfEnd, refuseFaults } from "./check-end.ts";
import type { admissionContract } from "./contract.ts";
import { type DecideDeps, decideOver, decideToEnd } from "./decide.ts";
import { endOf } from "./decisions.ts";
import { serviceName, spokenInstant } from "./words.ts";

type Routes = typeof admissionContract.routes;

/** Turns a capability off until an instant, in place of an earlier order about it; the others are not touched. */
export const switchCapabilityOff: Operation<Routes["switchCapabilityOff"], DecideDeps> = (call, deps) => {
  const { capability } = call.params;
  const { until, reason } = call.body;
  refuseFaults(faultOfEnd("off", "body.until", until, deps.now()));
  const by = actorOf(call.principal);
  return decideOver(call, deps, (known, _, now) => ({
    next: {
      ...known,
      off: [
        ...known.off.filter((one) => one.capability !== capability),
        { capability, until, reason, by, at: now.toISOString() },
      ],
    },
    switches: [deps.switches.throw({ id: `off#${capability}`, capability, until: endOf(until) })],
    change: {
      kind: "capability-off",
      text: `Service arrêté jusqu’au ${spokenInstant(until)} : ${serviceName(capability)}.`,
      by,
      reason,
      until,
    },
  }));
};

/** Turns a capability on before its end. */
export const switchCapabilityOn: Operation<Routes["switchCapabilityOn"], DecideDeps> = (call, deps) => {
  const { capability } = call.params;
  const by = actorOf(call.principal);
  return decideToEnd(call, deps, (known) => {
    const off = known.off.filter((one) => one.capability !== capability);
    if (off.length === known.off.length) return undefined;
    return {
      next: { ...known, off },
      switches: [deps.switches.end(`off#${capability}`)],
      change: { kind: "capability-on", text: `Service rétabli : ${serviceName(capability)}.`, by },
    };
  });
};
