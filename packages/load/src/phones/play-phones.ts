import { simulatePhones } from "./simulate-phones.ts";

const DAYS = 90;
const SEED = 2026;
const show = (count: number): string => count.toLocaleString("en");

/** Plays the phones of a town over a term and says what became of them; throws when one was signed out. */
export const playPhones = async (quick: boolean): Promise<void> => {
  const phones = quick ? 1_000 : 10_000;
  const began = performance.now();
  const tally = await simulatePhones({ phones, days: DAYS, seed: SEED });
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const { refreshes, lostRequests, lostAnswers, unkept, askedAgain, twoTabs, signedOut, refusedFresh } = tally;
  process.stdout.write(
    `${show(phones)} phones over ${DAYS} days (clocks up to 5 minutes off, nights, holidays, cold environments, a change of keys), played in ${seconds} s:
  ${show(refreshes)} refreshes; ${show(lostRequests)} requests lost, ${show(lostAnswers)} answers lost, ${show(unkept)} received and never kept,
  ${show(askedAgain)} tokens presented again, ${show(twoTabs)} times two tabs at once
  signed out: ${show(signedOut)}; calls refused with a fresh token: ${show(refusedFresh)}
`,
  );
  if (signedOut + refusedFresh > 0) throw new Error("phones were signed out");
};
