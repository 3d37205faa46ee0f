import type { Random } from "../world/random.ts";
import type { StaffedBlock } from "../world/recruit-teachers.ts";
import { emptyBoard, type Lesson } from "./board.ts";
import { chooseFirstHour } from "./first-hour.ts";
import type { GridSlot } from "./grid.ts";

/** One weekly meeting of a block. */
export interface Meeting {
  readonly block: StaffedBlock;
  readonly length: number;
  /** Index of its first slot in the grid. */
  readonly at: number;
}

const maxSteps = 50_000;
const evictionCost = 1000;
const sameDayCost = 40;

/**
 * Places every lesson of a week: nobody and no class is twice in one slot, part-time teachers are there on their days, and
 * every class has a lesson in the first slot. The hardest lessons go first; one without room evicts those it costs least to move.
 * @throws RangeError when no week is found, which means the plan asks for more than the grid has.
 */
export function placeWeek(
  random: Random,
  blocks: readonly StaffedBlock[],
  grid: readonly GridSlot[],
): readonly Meeting[] {
  const board = emptyBoard();
  const evictions = new Map<Lesson, number>();
  const lessons = blocks.flatMap((block) =>
    block.lengths.map((length): Lesson => ({ block, length, busy: busyOf(block) })),
  );
  const pinned = new Set(pickOneOfEach(lessons, chooseFirstHour(blocks, grid[0]?.weekday ?? 1)));
  for (const lesson of pinned) board.put(lesson, 0);

  function costOfMoving(lesson: Lesson): number {
    if (pinned.has(lesson)) return Number.POSITIVE_INFINITY;
    return evictionCost * (1 + (evictions.get(lesson) ?? 0)) * lesson.length;
  }
  function bestSlot(lesson: Lesson): number {
    const days = [...board.placed].flatMap(([other, at]) =>
      other.block === lesson.block ? (grid[at]?.weekday ?? []) : [],
    );
    let best = { at: -1, cost: Number.POSITIVE_INFINITY };
    for (const at of grid.keys().filter((slot) => isOpen(lesson, grid[slot]))) {
      const sameDay = days.filter((day) => day === grid[at]?.weekday).length;
      const moving = [...board.inTheWay(lesson, at)].reduce((sum, other) => sum + costOfMoving(other), 0);
      const cost = moving + sameDay * sameDayCost + (at % 4) + random.int(5);
      if (cost < best.cost) best = { at, cost };
    }
    if (best.at < 0) throw new RangeError("No week fits these plans");
    return best.at;
  }

  const queue = lessons.filter((lesson) => !pinned.has(lesson)).sort((a, b) => difficulty(b) - difficulty(a));
  for (let lesson = queue.shift(), step = 0; lesson !== undefined; lesson = queue.shift(), step += 1) {
    if (step > maxSteps) throw new RangeError("No week fits these plans");
    const at = bestSlot(lesson);
    for (const other of board.inTheWay(lesson, at)) {
      board.remove(other);
      evictions.set(other, (evictions.get(other) ?? 0) + 1);
      queue.push(other);
    }
    board.put(lesson, at);
  }
  return [...board.placed].map(([{ block, length }, at]) => ({ block, length, at }));
}

function pickOneOfEach(lessons: readonly Lesson[], blocks: ReadonlySet<StaffedBlock>): readonly Lesson[] {
  return [...blocks].flatMap((block) => lessons.find((lesson) => lesson.block === block) ?? []);
}

function isOpen({ block, length }: Lesson, slot: GridSlot | undefined): boolean {
  if (slot === undefined || (length > 1 && !slot.continues)) return false;
  return block.posts.every(({ days }) => days.includes(slot.weekday));
}

function busyOf({ classes, posts }: StaffedBlock): readonly string[] {
  return [...classes, ...posts.map(({ teacher }) => teacher)];
}

function difficulty({ block, length }: Lesson): number {
  const fewestDays = Math.min(...block.posts.map(({ days }) => days.length));
  return block.classes.length * 10 + length * 5 + (5 - fewestDays) * 8;
}
