import { startEngine } from "../bench/start-engine.ts";
import { plantedBugs } from "./planted-bugs.ts";
import { type Played, simulateHistories } from "./simulate-histories.ts";

const SEED = 2026;
const SHOWN = 10;

const report = ({ histories, outcomes, submissions, looks, changes, befell, violations }: Played, took: string) => {
  const { done, refused, unknown } = outcomes;
  const misfortunes = [...befell].map(([what, times]) => `${what} ${times}`).join(", ");
  return `${histories} histories played and checked in ${took} s (seed ${SEED}):
  ${done + refused + unknown} commands (${submissions} roll calls): ${done} acknowledged, ${refused} refused, ${unknown} never answered; ${looks} sheets looked at
  ${changes} changes followed; ${misfortunes}
  violations: ${violations.length}
`;
};

/**
 * Checks histories of facts and treatments under throttling, lost questions and answers, reads of the past and kills; then plants each
 * bug in a few of them. Throws when a history is wrong, or a bug was not seen.
 */
export const playHistories = async (quick: boolean): Promise<void> => {
  const say = (text: string): void => void process.stdout.write(text);
  const engine = await startEngine();
  try {
    const began = performance.now();
    const played = await simulateHistories({ histories: quick ? 100 : 1_000, seed: SEED });
    say(report(played, ((performance.now() - began) / 1_000).toFixed(0)));
    for (const one of played.violations.slice(0, SHOWN)) say(`    ${one}\n`);
    let unseen = 0;
    for (const bug of Object.keys(plantedBugs)) {
      const { histories, violations } = await simulateHistories({ histories: 40, seed: SEED, bug });
      if (violations.length === 0) unseen += 1;
      say(
        `planted: ${bug}\n  ${histories} histories, ${violations.length} violations; ${violations[0] ?? "NOT SEEN"}\n`,
      );
    }
    if (played.violations.length > 0) throw new Error("a history is none of a register");
    if (unseen > 0) throw new Error(`${unseen} planted bugs were not seen`);
  } finally {
    await engine.stop();
  }
};
