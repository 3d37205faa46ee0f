/** Orders lessons by start time, then by name. Plain comparison: the first use of a locale costs a cold start ten milliseconds. */
export const byStart = (
  a: { readonly start: string; readonly lessonId: string },
  b: { readonly start: string; readonly lessonId: string },
): number => compare(a.start, b.start) || compare(a.lessonId, b.lessonId);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
