import { showTable } from "../bench/show-table.ts";
import { startEngine } from "../bench/start-engine.ts";
import { MOST, type Peak, patternOf, shareOf } from "./heat-map.ts";
import { replayMornings } from "./replay-mornings.ts";

const SHOWN = 20;
const MORNINGS = [
  { day: "2026-11-23", withinSeconds: 60 },
  { day: "2026-11-30", withinSeconds: 10 },
];

const units = (value: number): string => value.toFixed(1);

/** The hottest key of each kind. */
const byPattern = (peaks: readonly Peak[]) =>
  [...Map.groupBy(peaks, ({ key }) => patternOf(key))].map(([pattern, of]) => ({
    pattern,
    hottest: of[0],
    keys: of.length,
  }));

const tableOf = (peaks: readonly Peak[]): string =>
  showTable(
    byPattern(peaks)
      .slice(0, SHOWN)
      .flatMap(({ pattern, hottest, keys }) =>
        hottest === undefined
          ? []
          : [
              {
                key: pattern,
                keys,
                "RU/s": units(hottest.rru),
                "WU/s": units(hottest.wru),
                second: hottest.second,
                "of the bar": `${(100 * shareOf(hottest)).toFixed(1)} %`,
              },
            ],
      ),
  );

/** Replays the bell of a lycée of 2,000 and prints what its hottest keys take in their hottest second; throws when one takes too much. */
export const playHeat = async (): Promise<void> => {
  const engine = await startEngine();
  try {
    const found = await replayMornings(MORNINGS);
    for (const [index, { peaks, total, mailsAndSms }] of found.entries()) {
      const within = MORNINGS[index]?.withinSeconds;
      process.stdout.write(
        `75 rolls called within ${within} s, ${units(total.rru)} RRU and ${units(total.wru)} WRU in all, ${mailsAndSms} mails; bar: ${MOST.wru} WU/s, ${MOST.rru} RU/s a key\n${tableOf(peaks)}\n\n`,
      );
    }
    const over = found[0]?.peaks.filter((peak) => shareOf(peak) > 1) ?? [];
    if (over.length > 0) throw new Error(`${over.length} keys take too much`);
  } finally {
    await engine.stop();
  }
};
