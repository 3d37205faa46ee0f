import type { Faults, Limits } from "@preau/local/limits/limits";
import type { MeasuredSecond } from "@preau/local/limits/measured";

/** The control endpoint of a runtime of this machine, as far as a load test needs it. */
export interface LocalControl {
  /** Puts AWS's limits on, or lifts them. */
  limit(limits: Limits | null): Promise<void>;
  damage(faults: Faults): Promise<void>;
  /** What was measured since, in epoch milliseconds. */
  measured(since: number): Promise<readonly MeasuredSecond[]>;
}

/** Speaks to the control endpoint of a runtime; throws with its own words when it refuses. */
export const localControl = (controlUrl: string): LocalControl => {
  const ask = async (path: string, init?: RequestInit): Promise<Response> => {
    const response = await fetch(`${controlUrl}/preau/${path}`, init);
    if (!response.ok) throw new Error(`the runtime refuses ${path} (${response.status}): ${await response.text()}`);
    return response;
  };
  const put = async (path: string, body: unknown): Promise<void> => {
    const headers = { "content-type": "application/json" };
    await (await ask(path, { method: "PUT", headers, body: JSON.stringify(body) })).arrayBuffer();
  };
  return {
    limit: (limits) => put("limits", limits),
    damage: (faults) => put("faults", faults),
    measured: async (since) => (await ask(`measured?since=${since}`)).json() as Promise<readonly MeasuredSecond[]>,
  };
};
