import { mock } from "node:test";
import { instantOf } from "@preau/calendar";
import { randomFrom } from "@preau/demo/world/random";
import { watchWire } from "../wire/watch-wire.ts";
import { type HeatMap, openHeatMap, type Peak } from "./heat-map.ts";
import { fillCell } from "./lycee.ts";
import { type Moment, morningOf } from "./morning.ts";
import { type Cell, openCell } from "./open-cell.ts";
import { spentBy } from "./spent-by.ts";

/** One replay: on which Monday, within how many seconds every roll is called, and what is planted in it. */
export interface Morning {
  readonly day: string;
  readonly withinSeconds: number;
  /** How many seconds after the bell are played: twenty minutes unless said, so that held notices leave. */
  readonly seconds?: number;
  readonly planted?: readonly Moment[];
  /** What must be there before anything is measured. */
  prepare?(): Promise<void>;
}

export interface Heat {
  readonly peaks: readonly Peak[];
  readonly total: { readonly rru: number; readonly wru: number };
  readonly mailsAndSms: number;
}

const TWENTY_MINUTES = 1_200;

/**
 * Replays mornings of the lycée on the engine at AWS_ENDPOINT_URL_DYNAMODB, in the time of the school: the clock stands still while all that
 * happens in a second happens, what follows from it included, so that no slowness of the machine spreads it out. One cell serves all
 * mornings: functions are imported once a process.
 */
export const replayMornings = async (mornings: readonly Morning[]): Promise<readonly Heat[]> => {
  const [first] = mornings;
  if (first === undefined) return [];
  process.env.PREAU_CLOCK_OFFSET_MS = "0";
  mock.timers.enable({ apis: ["Date"], now: instantOf(first.day, "06:00") });
  let heat: { readonly map: HeatMap; readonly bell: number } | undefined;
  watchWire(async (asked, pass) => {
    const note = (answer: object): void =>
      heat?.map.add(Math.floor((Date.now() - heat.bell) / 1_000), spentBy(asked, { ...answer }));
    try {
      const answer = await pass({ ...asked.input, ReturnConsumedCapacity: "INDEXES" });
      note(answer);
      return answer;
    } catch (error) {
      note({});
      throw error;
    }
  });
  const cell = await openCell(() => Date.now());
  try {
    await fillCell(cell);
    await cell.settle();
    const found: Heat[] = [];
    for (const morning of mornings) {
      const bell = instantOf(morning.day, "08:00").getTime();
      const map = openHeatMap();
      await morning.prepare?.();
      heat = { map, bell };
      const sent = cell.tally.mailsAndSms;
      await live(cell, morning, bell);
      found.push({ peaks: map.peaks(), total: map.total(), mailsAndSms: cell.tally.mailsAndSms - sent });
      heat = undefined;
    }
    return found;
  } finally {
    mock.timers.reset();
    await cell.stop();
  }
};

const live = async (
  cell: Cell,
  { day, withinSeconds, seconds = TWENTY_MINUTES, planted = [] }: Morning,
  bell: number,
): Promise<void> => {
  const moments = Map.groupBy(
    [...morningOf(day, withinSeconds, randomFrom(2_026)), ...planted],
    ({ second }) => second,
  );
  const left = new Set(moments.keys());
  for (;;) {
    const due = cell.nextDue();
    const next = Math.min(...left, due === undefined ? seconds : Math.ceil((due - bell) / 1_000));
    if (next >= seconds) return;
    left.delete(next);
    mock.timers.setTime(Math.max(Date.now(), bell + next * 1_000));
    await Promise.all((moments.get(next) ?? []).map((moment) => moment.run(cell)));
    await cell.settle();
  }
};
