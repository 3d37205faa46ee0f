/** Classes are spread over this many items of the day, so that the tablets of a bell do not meet on one. */
export const CLASS_PARTS = 8;

/** Where a class is kept. */
export const partOfClass = (classId: string): number =>
  (classId.charCodeAt(4) + classId.charCodeAt(5) * 31) % CLASS_PARTS;

/** Calls outside lessons (boarders, canteen) have a part of their own, after those of the classes. */
export const ROLLS_PART = CLASS_PARTS;

/** How far each part of the board had come, and the sectors by which it is shared. */
export interface BoardVersion {
  readonly parts: readonly number[];
  readonly sectors: number;
}

const PARTS = CLASS_PARTS + 1;

/** The version of an answer, as its `ETag` names it. */
export const writeVersion = ({ parts, sectors }: BoardVersion): string =>
  [...Array.from({ length: PARTS }, (_, index) => parts[index] ?? 0), sectors].join(".");

/** Reads back what `writeVersion` wrote; undefined for anything else. */
export const readVersion = (text: string): BoardVersion | undefined => {
  if (!/^\d{1,9}(\.\d{1,15}){9}$/.test(text)) return undefined;
  const numbers = text.split(".").map(Number);
  return { parts: numbers.slice(0, PARTS), sectors: numbers[PARTS] ?? 0 };
};

/** Whether whoever has `seen` has nothing to learn from `latest`. What was read may be ahead of what is announced, never behind. */
export const isUpToDate = (seen: BoardVersion, latest: BoardVersion): boolean =>
  seen.sectors >= latest.sectors && latest.parts.every((version, index) => (seen.parts[index] ?? 0) >= version);
