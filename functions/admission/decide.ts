import { problem } from "@preau/contract";
import type { Principal } from "@preau/policy";
import { log } from "@preau/runtime/logger";
import { commit, LostRace, overRaces, type Write } from "@preau/store";
import type { AdmissionWrites } from "@preau/store/switch-writes";
import type { Admission, Change } from "./contract.ts";
import { type Decisions, standing } from "./decisions.ts";
import { type ReadDeps, readShown, shownAdmission } from "./read-admission.ts";
import type { AdmissionStore, KeptBrownOut } from "./store.ts";

export interface DecideDeps extends ReadDeps {
  readonly store: Pick<AdmissionStore, "decisions" | "brownOut" | "changes" | "decide" | "note">;
  readonly switches: Pick<AdmissionWrites, "throw" | "end">;
  newId(prefix: string): string;
}

/** Something decided: what stands from now on, the switches that say so to every function, and the line of the record. */
export interface Decision {
  readonly next: Decisions;
  readonly switches: readonly Write[];
  readonly change: Omit<Change, "at">;
}

interface Reply {
  readonly status: 200;
  readonly body: Admission;
}

type Deciding = (known: Decisions, brownOut: KeptBrownOut, now: Date) => Decision | undefined;

const decide = async (
  deps: DecideDeps,
  version: number | undefined,
  deciding: Deciding,
  remember?: (reply: Reply) => Write,
) => {
  const [read, brownOut, changes] = await Promise.all([
    deps.store.decisions(),
    deps.store.brownOut(),
    deps.store.changes(20),
  ]);
  if (version !== undefined && version !== read.version) throw new LostRace();
  const now = deps.now();
  const decision = deciding(standing(read, now), brownOut, now);
  if (decision === undefined) return { status: 200, body: shownAdmission(read, brownOut, changes, now) } as const;
  const { next, switches, change } = decision;
  const noted = { at: now.toISOString(), ...change };
  const body = shownAdmission({ ...next, version: read.version + 1 }, brownOut, [noted, ...changes], now);
  const reply = { status: 200, body } as const;
  await commit(
    deps.store.decide({ ...next, version: read.version }),
    deps.store.note(noted, deps.newId("chg")),
    ...switches,
    ...(remember === undefined ? [] : [remember(reply)]),
  );
  return reply;
};

/**
 * Decides over the version that the operator read: what stands, the switches and the record of who did it are written together or not at
 * all. Over somebody else's decision it answers 409 with what stands now.
 */
export const decideOver = async (
  call: { readonly principal: Principal; readonly body: { readonly version: number }; remember(reply: Reply): Write },
  deps: DecideDeps,
  deciding: Deciding,
): Promise<Reply> => {
  try {
    const reply = await decide(deps, call.body.version, deciding, call.remember);
    log("info", "admission-changed", { accountId: call.principal.accountId });
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", { current: await readShown(deps) });
  }
};

/** Ends something, whatever else was decided meanwhile; `deciding` gives nothing when it is over already. */
export const decideToEnd = async (
  { principal }: { readonly principal: Principal },
  deps: DecideDeps,
  deciding: Deciding,
): Promise<Reply> => {
  const reply = await overRaces(4, () => decide(deps, undefined, deciding));
  log("info", "admission-changed", { accountId: principal.accountId });
  return reply;
};
