/** What was served "lately": the last whole span and the one under way. */
const SPAN_MS = 5_000;

/** Below these nobody can tell a storm from chance. */
const FEWEST_SCHOOLS = 4;
const FEWEST_SERVED = 40;

/** A school may take three times an equal share, and a quarter of everything however many schools there are: lycées are larger than collèges. */
const EQUAL_SHARES = 3;
const ALWAYS_ALLOWED = 0.25;

/** Schools counted in a span: more come in no cell, and memory is bounded. */
const COUNTED = 500;

type Counts = Map<string, number>;

/**
 * The fair share of schools in this environment: what each was served lately of what may be refused at all. What is refused
 * does not count, so a school whose people all ask at once is held at its share, and not below it. `clock` gives
 * milliseconds that never go back.
 */
export const shareAmongSchools = (clock: () => number) => {
  let before: Counts = new Map();
  let current: Counts = new Map();
  let began = clock();
  let total = 0;

  const turn = (): void => {
    const spans = Math.floor((clock() - began) / SPAN_MS);
    if (spans < 1) return;
    before = spans === 1 ? current : new Map();
    current = new Map();
    total = [...before.values()].reduce((sum, count) => sum + count, 0);
    began += spans * SPAN_MS;
  };
  const activeSchools = (): number => new Set([...before.keys(), ...current.keys()]).size;

  return {
    /** Counts a request that was let through. */
    served: (schoolId: string): void => {
      turn();
      if (!current.has(schoolId) && current.size >= COUNTED) return;
      current.set(schoolId, (current.get(schoolId) ?? 0) + 1);
      total += 1;
    },
    /** Whether the school took more than its share of what was served lately; never told of fewer than four schools. */
    isOver: (schoolId: string): boolean => {
      turn();
      const taken = (before.get(schoolId) ?? 0) + (current.get(schoolId) ?? 0);
      if (total < FEWEST_SERVED || taken <= total * ALWAYS_ALLOWED) return false;
      const schools = activeSchools();
      return schools >= FEWEST_SCHOOLS && taken > (total * EQUAL_SHARES) / schools;
    },
  };
};
