import type { StaffedBlock } from "../world/recruit-teachers.ts";

/** One weekly lesson of a block, placed or not. */
export interface Lesson {
  readonly block: StaffedBlock;
  /** In slots. */
  readonly length: number;
  /** Classes and teachers that cannot be elsewhere. */
  readonly busy: readonly string[];
}

/** The week being filled: who is where, and what would have to go. */
export interface Board {
  readonly placed: ReadonlyMap<Lesson, number>;
  put(lesson: Lesson, at: number): void;
  remove(lesson: Lesson): void;
  /** The lessons that share a class or a teacher with this one if it began in slot `at`. */
  inTheWay(lesson: Lesson, at: number): ReadonlySet<Lesson>;
}

/** An empty week. */
export function emptyBoard(): Board {
  const placed = new Map<Lesson, number>();
  const cells = new Map<string, Lesson>();
  function cellsOf({ busy, length }: Lesson, at: number): readonly string[] {
    return busy.flatMap((name) => Array.from({ length }, (_, offset) => `${name}@${at + offset}`));
  }
  return {
    placed,
    put(lesson, at) {
      placed.set(lesson, at);
      for (const cell of cellsOf(lesson, at)) cells.set(cell, lesson);
    },
    remove(lesson) {
      for (const cell of cellsOf(lesson, placed.get(lesson) ?? 0)) cells.delete(cell);
      placed.delete(lesson);
    },
    inTheWay: (lesson, at) => new Set(cellsOf(lesson, at).flatMap((cell) => cells.get(cell) ?? [])),
  };
}
