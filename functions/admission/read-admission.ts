import type { Operation } from "@preau/runtime";
import { ringing } from "./brown-out.ts";
import type { Admission, admissionContract, Change } from "./contract.ts";
import { type Decisions, standing } from "./decisions.ts";
import { levelInForce } from "./level-switch.ts";
import type { AdmissionStore, KeptBrownOut } from "./store.ts";
import { spokenAdmission } from "./words.ts";

export interface ReadDeps {
  readonly store: Pick<AdmissionStore, "decisions" | "brownOut" | "changes">;
  now(): Date;
}

/** Enough for a morning; the records go back further. */
const SHOWN_CHANGES = 20;

/** Everything an operator sees, from what was decided and what the alarm did. */
export const shownAdmission = (
  decisions: Decisions,
  { state }: Pick<KeptBrownOut, "state">,
  changes: readonly Change[],
  now: Date,
): Admission => {
  const { version, hand, off, windows } = standing(decisions, now);
  const { level, setBy } = levelInForce({ hand }, state.level);
  const steppedAt = state.level > 0 ? { since: new Date(state.steppedAt).toISOString() } : {};
  return {
    version,
    level,
    setBy,
    text: spokenAdmission({ version, off, windows }, level),
    ...(hand !== undefined && { hand }),
    alarm: { level: state.level, ringing: [...ringing(state, now.getTime())], ...steppedAt },
    off: [...off],
    windows: windows.map(({ schools, ...window }) => ({
      ...window,
      ...(schools !== "all" && { schools: schools.length }),
    })),
    changes: changes.slice(0, SHOWN_CHANGES),
  };
};

/** What an operator sees, read anew. */
export const readShown = async ({ store, now }: ReadDeps): Promise<Admission> => {
  const [decisions, brownOut, changes] = await Promise.all([
    store.decisions(),
    store.brownOut(),
    store.changes(SHOWN_CHANGES),
  ]);
  return shownAdmission(decisions, brownOut, changes, now());
};

/** What the cell refuses right now and to whom, and who decided so. */
export const readAdmission: Operation<typeof admissionContract.routes.readAdmission, ReadDeps> = async (_, deps) => ({
  status: 200,
  body: await readShown(deps),
});
