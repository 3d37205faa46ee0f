import { showTable } from "../bench/show-table.ts";
import { PLANTED_BUGS } from "./planted-bugs.ts";
import { ROLL_CALLS_PER_SCHOOL, simulateSchoolsTogether, simulateUntilSeen } from "./simulate-schools.ts";
import { faultsOf, quantileOf, type Tally } from "./tally.ts";

const ROLL_CALLS = { full: 1_000_000, quick: 20_000 };
/** Schools in which a bug is planted, at most: the play stops at the first that shows it. */
const MOST_BUGGED = 12;
const show = (count: number): string => count.toLocaleString("en");
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const secondsSince = (began: number): string => ((performance.now() - began) / 1_000).toFixed(1);

const report = (tally: Tally, schools: number): string => {
  const { rollCalls, due, onTime, late, missing, corrections, lateCorrections, overtaken, doubled, repeated, delays } =
    tally;
  const { counted, miscounted, misread, correctionDelays } = tally;
  const told = (share: number): string => `${quantileOf(delays, share)} s`;
  const corrected = (share: number): string => `${quantileOf(correctionDelays, share)} s`;
  return `${show(rollCalls)} roll calls in ${show(schools)} schools:
  false notices: ${show(tally.false)} (${show(overtaken)} more were true when they were checked and corrected in the seconds it took them to leave)
  true ones: ${show(due)}, of which ${((100 * onTime) / due).toFixed(3)} % within 120 s after their hold (median ${told(0.5)}, p99 ${told(0.99)}, longest ${told(1)}); late ${show(late)}, missing ${show(missing)}
  corrections: ${show(corrections)}, of which ${show(lateCorrections)} took more than 60 s (median ${corrected(0.5)}, p99 ${corrected(0.99)}, longest ${corrected(1)})
  twice by the same way: ${show(doubled)}; again because a run was killed before it wrote that it had sent: ${show(repeated)}
  half-days and lateness of ${show(counted)} pupils against a register kept by hand: ${show(miscounted)} differ; days of pupils read otherwise than they were said: ${show(misread)}`;
};

/** Whether the bars of the project are met. */
export const isMet = (tally: Tally): boolean => {
  const { false: wrong, due, onTime, lateCorrections, doubled, miscounted, misread } = tally;
  return wrong + lateCorrections + doubled + miscounted + misread === 0 && onTime >= 0.999 * due;
};

/** Plays attendance in virtual time, as it is and with each of fifteen bugs; throws when a bar is missed or a bug goes unseen. */
export const benchAttendance = async (quick: boolean): Promise<void> => {
  const size = quick ? "quick" : "full";
  const schools = Math.ceil(ROLL_CALLS[size] / ROLL_CALLS_PER_SCHOOL);
  const began = performance.now();
  const tally = await simulateSchoolsTogether(schools);
  say(`${report(tally, schools)}\n  played in ${secondsSince(began)} s\n`);
  const rows: Record<string, string | number>[] = [];
  for (const { name, plant } of PLANTED_BUGS) {
    const { schools: played, tally: bugged } = await simulateUntilSeen(MOST_BUGGED, plant);
    const seen = faultsOf(bugged);
    const isSeen = Object.values(seen).some((count) => count > 0);
    rows.push({ "planted bug": name, schools: played, ...seen, seen: isSeen ? "yes" : "NO" });
  }
  say(showTable(rows));
  say(`played in ${secondsSince(began)} s, all together`);
  if (!isMet(tally)) throw new Error("a bar is missed");
  if (rows.some(({ seen }) => seen === "NO")) throw new Error("a planted bug went unseen");
};
