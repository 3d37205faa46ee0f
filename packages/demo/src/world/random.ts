/** A repeatable source of chance: the same seed gives the same schools on every machine. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  shuffle<Item>(items: readonly Item[]): Item[];
}

/** Starts a source (mulberry32: 32 bits of state, good enough to invent people, useless for secrets). */
export function randomFrom(seed: number): Random {
  let state = seed;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  function int(below: number): number {
    return Math.floor(next() * below);
  }
  function pick<Item>(items: readonly Item[]): Item {
    const item = items[int(items.length)];
    if (item === undefined) throw new RangeError("Nothing to pick from");
    return item;
  }
  function shuffle<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => ({ item, order: next() }))
      .sort((a, b) => a.order - b.order)
      .map(({ item }) => item);
  }
  return { int, pick, shuffle, chance: (probability) => next() < probability };
}
