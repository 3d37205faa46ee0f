import { persist } from "@preau/sdk/persist";
import { RetryBudget } from "@preau/sdk/retry-budget";
import { PATIENCE_MS, type Wire } from "../generator/intent.ts";
import type { Session } from "../people/session.ts";

/** A renewal may be sent again: the issuer gives the twin, or whoever never had the answer, tokens that serve. */
const RENEWAL = { capability: "identity", operation: "renewToken", priority: "essential", repeatable: true } as const;

/** One budget for the issuer by person, as their application keeps one for the API. */
const budgets = new WeakMap<Session, RetryBudget>();

const budgetOf = (session: Session): RetryBudget => {
  const budget = budgets.get(session) ?? new RetryBudget();
  budgets.set(session, budget);
  return budget;
};

/** Renews somebody's token as an application does, trying again under pressure. Throws when the issuer will not. */
export const renewToken = async (session: Session, wire: Wire): Promise<void> => {
  const patience = {
    attempts: 4,
    timeBudgetMs: PATIENCE_MS,
    clock: () => performance.now(),
    random: Math.random,
    wait: wire.wait,
  };
  const response = await persist(RENEWAL, () => session.renew(wire.fetch), budgetOf(session), patience);
  if (!response.ok) throw new Error(`the issuer answered ${response.status}`);
};
