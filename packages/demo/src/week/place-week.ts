import type { Random } from "../world/random.ts";
import type { StaffedBlock } from "../world/recruit-teachers.ts";
import { chooseFirstHour } from "./first-hour.ts";
import type { GridSlot } from "./grid.ts";

/** One weekly meeting of a block. */
export interface Meeting {
  readonly block: StaffedBlock;
  readonly length: number;
  /** Index of its first slot in the grid. */
  readonly at: number;
}

interface Waiting {
  readonly block: StaffedBlock;
  readonly length: number;
  /** Classes and teachers that cannot be elsewhere. */
  readonly busy: readonly string[];
  evictions: number;
}

const maxSteps = 50_000;
const evictionCost = 1000;
const sameDayCost = 40;

/**
 * Places every lesson of a week: nobody and no class is twice in one slot, part-time teachers are there on their days, and
 * every class has a lesson in the first slot. The hardest lessons go first; one without room evicts the ones that bother it least.
 * @throws RangeError when no week is found, which means the plan asks for more than the grid has.
 */
export function placeWeek(
  random: Random,
  blocks: readonly StaffedBlock[],
  grid: readonly GridSlot[],
): readonly Meeting[] {
  const week = new Map<string, Waiting>();
  const placed = new Map<Waiting, number>();
  const pinned = new Set<Waiting>();

  function cells({ busy, length }: Waiting, at: number): string[] {
    return Array.from({ length }, (_, offset) => at + offset).flatMap((slot) => busy.map((name) => `${name}@${slot}`));
  }
  function inTheWay(lesson: Waiting, at: number): Set<Waiting> {
    return new Set(cells(lesson, at).flatMap((cell) => week.get(cell) ?? []));
  }
  function put(lesson: Waiting, at: number): void {
    placed.set(lesson, at);
    for (const cell of cells(lesson, at)) week.set(cell, lesson);
  }
  function remove(lesson: Waiting): void {
    for (const cell of cells(lesson, placed.get(lesson) ?? 0)) week.delete(cell);
    placed.delete(lesson);
    lesson.evictions += 1;
  }
  function allowed({ block, length }: Waiting, at: number): boolean {
    const slot = grid[at];
    if (slot === undefined || (length > 1 && !slot.continues)) return false;
    return block.posts.every(({ days }) => days.includes(slot.weekday));
  }
  function cost(lesson: Waiting, at: number): number {
    const day = grid[at]?.weekday;
    const sameDay = [...placed].filter(([other, slot]) => other.block === lesson.block && grid[slot]?.weekday === day);
    let sum = random.int(5) + (at % 4) + sameDay.length * sameDayCost;
    for (const other of inTheWay(lesson, at))
      sum += pinned.has(other) ? Number.POSITIVE_INFINITY : evictionCost * (1 + other.evictions) * other.length;
    return sum;
  }

  const lessons = blocks.flatMap((block) =>
    block.lengths.map((length): Waiting => ({ block, length, busy: busyOf(block), evictions: 0 })),
  );
  const firstHour = new Set(chooseFirstHour(blocks, grid[0]?.weekday ?? 1));
  for (const lesson of lessons) {
    if (!firstHour.delete(lesson.block)) continue;
    put(lesson, 0);
    pinned.add(lesson);
  }
  const queue = lessons.filter((lesson) => !placed.has(lesson)).sort((a, b) => difficulty(b) - difficulty(a));
  for (let step = 0; queue.length > 0; step += 1) {
    const lesson = queue.shift();
    if (lesson === undefined) break;
    const choices = grid
      .keys()
      .filter((at) => allowed(lesson, at))
      .map((at) => ({ at, cost: cost(lesson, at) }));
    const best = [...choices].sort((a, b) => a.cost - b.cost)[0];
    if (best === undefined || best.cost === Number.POSITIVE_INFINITY || step > maxSteps)
      throw new RangeError("No week fits these plans");
    for (const other of inTheWay(lesson, best.at)) {
      remove(other);
      queue.push(other);
    }
    put(lesson, best.at);
  }
  return [...placed].map(([{ block, length }, at]) => ({ block, length, at }));
}

function busyOf({ classes, posts }: StaffedBlock): readonly string[] {
  return [...classes, ...posts.map(({ teacher }) => teacher)];
}

function difficulty({ block, length }: Waiting): number {
  const fewDays = Math.min(...block.posts.map(({ days }) => days.length));
  return block.classes.length * 10 + length * 5 + (5 - fewDays) * 8;
}
