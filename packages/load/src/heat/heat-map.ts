/** What one call took of one partition. */
export interface Spent {
  /** Table, index if any, and the value of the partition key. */
  readonly key: string;
  readonly rru: number;
  readonly wru: number;
}

/** The most that a partition key took in one second of the school's clock. */
export interface Peak {
  readonly key: string;
  readonly second: number;
  readonly rru: number;
  readonly wru: number;
}

/** Three tenths of what DynamoDB grants a partition: 1,000 write and 3,000 read units a second. */
export const MOST = { rru: 900, wru: 300 } as const;

/** What each key took in each second. */
export const openHeatMap = () => {
  const seconds = new Map<number, Map<string, { rru: number; wru: number }>>();
  return {
    add: (second: number, spent: readonly Spent[]): void => {
      const keys = seconds.get(second) ?? new Map<string, { rru: number; wru: number }>();
      seconds.set(second, keys);
      for (const { key, rru, wru } of spent) {
        const known = keys.get(key) ?? { rru: 0, wru: 0 };
        keys.set(key, { rru: known.rru + rru, wru: known.wru + wru });
      }
    },
    /** The hottest second of each key, the hottest key first, by what share of the bar it takes. */
    peaks: (): readonly Peak[] => {
      const hottest = new Map<string, Peak>();
      for (const [second, keys] of seconds)
        for (const [key, { rru, wru }] of keys) {
          const peak = { key, second, rru, wru };
          const known = hottest.get(key);
          if (known === undefined || shareOf(peak) > shareOf(known)) hottest.set(key, peak);
        }
      return [...hottest.values()].sort((a, b) => shareOf(b) - shareOf(a));
    },
    total: () => {
      const all = [...seconds.values()].flatMap((keys) => [...keys.values()]);
      const sum = (of: "rru" | "wru"): number => all.reduce((units, one) => units + one[of], 0);
      return { rru: sum("rru"), wru: sum("wru") };
    },
  };
};

export type HeatMap = ReturnType<typeof openHeatMap>;

/** Over 1, a key takes more than it may. */
export const shareOf = ({ rru, wru }: Pick<Peak, "rru" | "wru">): number => Math.max(rru / MOST.rru, wru / MOST.wru);

/** A key without what names a school, a person or a class: `attendance SCHOOL#…#PUPIL#…`. */
export const patternOf = (key: string): string =>
  key
    .replace(/\b(per|aud|acc|les|roo|not|mes)_\w+/g, "…")
    .replace(/\b\d{7}[A-Z]\b/g, "…")
    .replace(/\bREPLY#.*/, "REPLY#…")
    .replace(/\b\d{4}(-\d{2}-\d{2})?\b/g, (date) => (date.length > 4 ? "<day>" : "<year>"));
