import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describeMachine } from "../bench/describe-machine.ts";
import { showTable } from "../bench/show-table.ts";
import { type Comparison, compareTimes } from "./compare-times.ts";
import { openDoors } from "./open-doors.ts";

const TRIES = { full: 2_000, quick: 200 };
const MOST = 0.02;
const RESULT = fileURLToPath(new URL("../../../../.bench/sign-in.json", import.meta.url));

const ms = (value: number): string => value.toFixed(2);
const percent = (value: number): string => `${(value * 100).toFixed(2)} %`;

const row = ({ door, tries, known, unknown, medianGap, meanGap, sameAnswer }: Comparison) => ({
  door,
  "tries each": tries,
  "known: median ms": ms(known.median),
  "unknown: median ms": ms(unknown.median),
  "gap of medians": percent(medianGap),
  "known: mean ms": ms(known.mean),
  "unknown: mean ms": ms(unknown.mean),
  "gap of means": percent(meanGap),
  "same answer": sameAnswer ? "yes" : "NO",
  "medians within 2 %": medianGap <= MOST ? "yes" : "NO",
});

/** Times each door for names that exist and names that do not, one request at a time, and says whether the answers tell them apart. */
const timeDoors = async (quick: boolean): Promise<void> => {
  const machine = describeMachine();
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  say(
    `${machine.processor}, ${machine.cores} cores, Node ${machine.node}, commit ${machine.commit}, load ${machine.load}`,
  );
  const { doors, stop } = await openDoors();
  try {
    const compared: Comparison[] = [];
    for (const door of doors) {
      process.stderr.write(`trying: ${door.name}\n`);
      await compareTimes(door, 50);
      const comparison = await compareTimes(door, quick ? TRIES.quick : TRIES.full);
      process.stderr.write(`  medians ${percent(comparison.medianGap)} apart\n`);
      compared.push(comparison);
    }
    say(showTable(compared.map(row)));
    mkdirSync(dirname(RESULT), { recursive: true });
    writeFileSync(RESULT, JSON.stringify({ at: new Date().toISOString(), machine, compared }, null, 1));
    say(`Every figure: ${RESULT}`);
  } finally {
    await stop();
  }
};

await timeDoors(process.argv.includes("--quick"));
process.exit(0);
