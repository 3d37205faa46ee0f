/** What was served "lately": the last whole span and the one under way. */
const SPAN_MS = 5_000;

/** Below these nobody can tell a storm from chance. */
const FEWEST_SCHOOLS = 4;
const FEWEST_PEOPLE = 40;

/** A school may take three times an equal share, and a quarter of everything however many schools there are: lycées are larger than collèges. */
const EQUAL_SHARES = 3;
const ALWAYS_ALLOWED = 0.25;

/** People counted in a span; an environment serves some hundreds in five seconds, and its memory is bounded. */
const COUNTED = 2_000;

const newSpan = () => ({ people: new Map<string, Set<string>>(), total: 0 });

/**
 * The fair share of schools in this environment: how many people of each were served lately with what may be refused at all. People
 * and not requests, so that one runaway account is not held against its school; and only those served, so that a school
 * whose people all ask at once is held at its share and not below it. `clock` gives milliseconds that never go back.
 */
export const shareAmongSchools = (clock: () => number) => {
  let before = newSpan();
  let current = newSpan();
  let began = clock();

  const turn = (): void => {
    const spans = Math.floor((clock() - began) / SPAN_MS);
    if (spans < 1) return;
    before = spans === 1 ? current : newSpan();
    current = newSpan();
    began += spans * SPAN_MS;
  };

  return {
    /** Counts somebody who was served. */
    served: (schoolId: string, accountId: string): void => {
      turn();
      if (current.total >= COUNTED) return;
      const people = current.people.get(schoolId) ?? new Set();
      if (people.has(accountId)) return;
      current.people.set(schoolId, people.add(accountId));
      current.total += 1;
    },
    /** Whether the school took more than its share of what was served lately; never told of fewer than four schools. */
    isOver: (schoolId: string): boolean => {
      turn();
      const total = before.total + current.total;
      const taken = (before.people.get(schoolId)?.size ?? 0) + (current.people.get(schoolId)?.size ?? 0);
      if (total < FEWEST_PEOPLE || taken <= total * ALWAYS_ALLOWED) return false;
      const schools = new Set([...before.people.keys(), ...current.people.keys()]).size;
      return schools >= FEWEST_SCHOOLS && taken > (total * EQUAL_SHARES) / schools;
    },
  };
};
