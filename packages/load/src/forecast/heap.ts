/** Things of which the first is always at hand. */
export interface Heap<Thing> {
  /** The first of all, which stays. */
  peek(): Thing | undefined;
  push(thing: Thing): void;
  /** The first of all, taken out. */
  pop(): Thing | undefined;
}

/** A binary heap in the order of `before`: a million of moments a second. */
export const openHeap = <Thing>(before: (one: Thing, other: Thing) => boolean): Heap<Thing> => {
  const things: Thing[] = [];
  return {
    peek: () => things[0],
    push: (thing) => {
      let place = things.length;
      things.push(thing);
      while (place > 0) {
        const parent = (place - 1) >> 1;
        const above = things[parent];
        if (above === undefined || before(above, thing)) break;
        things[place] = above;
        place = parent;
      }
      things[place] = thing;
    },
    pop: () => {
      const [first] = things;
      const last = things.pop();
      if (first === undefined || last === undefined || things.length === 0) return first;
      let place = 0;
      for (;;) {
        const left = 2 * place + 1;
        const [one, other] = [things[left], things[left + 1]];
        if (one === undefined) break;
        const child = other !== undefined && before(other, one) ? left + 1 : left;
        const least = child === left ? one : (other ?? one);
        if (!before(least, last)) break;
        things[place] = least;
        place = child;
      }
      things[place] = last;
      return first;
    },
  };
};
