import type { StaffedBlock } from "../world/recruit-teachers.ts";

/**
 * Chooses what begins the week, so that every class is at work: a lesson of its own for each class, each with another teacher;
 * where the teachers are too few for that, mixed groups of several classes take the place of some.
 * @throws RangeError when no choice serves every class.
 */
export function chooseFirstHour(blocks: readonly StaffedBlock[], weekday: number): ReadonlySet<StaffedBlock> {
  const weekly = blocks.filter(
    ({ frequency, posts }) => frequency === "H" && posts.every(({ days }) => days.includes(weekday)),
  );
  const mixed = weekly.filter(({ classes }) => classes.length > 1);
  for (let count = 0; count <= mixed.length; count += 1) {
    const wings = withoutClash(mixed).slice(0, count);
    const own = match(blocks, weekly, wings);
    if (own !== undefined) return new Set([...wings, ...own]);
  }
  throw new RangeError("No choice of lessons serves every class in the first hour");
}

function withoutClash(mixed: readonly StaffedBlock[]): readonly StaffedBlock[] {
  const taken = new Set<string>();
  return mixed.filter(({ classes, posts }) => {
    const busy = [...classes, ...posts.map(({ teacher }) => teacher)];
    if (busy.some((name) => taken.has(name))) return false;
    for (const name of busy) taken.add(name);
    return true;
  });
}

/** A matching of classes to teachers by augmenting paths: it serves all the other classes whenever that is possible. */
function match(
  blocks: readonly StaffedBlock[],
  weekly: readonly StaffedBlock[],
  wings: readonly StaffedBlock[],
): Iterable<StaffedBlock> | undefined {
  const served = new Set(wings.flatMap(({ classes }) => classes));
  const taken = new Set(wings.flatMap(({ posts }) => posts.map(({ teacher }) => teacher)));
  const byClass = Map.groupBy(
    weekly.filter(({ classes }) => classes.length === 1),
    ({ classes }) => classes[0] ?? "",
  );
  const byTeacher = new Map<string, StaffedBlock>();

  function serve(code: string, tried: Set<string>): boolean {
    for (const block of byClass.get(code) ?? []) {
      const teacher = block.posts[0]?.teacher ?? "";
      if (tried.has(teacher)) continue;
      tried.add(teacher);
      const holder = byTeacher.get(teacher);
      if (holder === undefined || serve(holder.classes[0] ?? "", tried)) {
        byTeacher.set(teacher, block);
        return true;
      }
    }
    return false;
  }
  const others = new Set(blocks.flatMap(({ classes }) => classes).filter((code) => !served.has(code)));
  return [...others].every((code) => serve(code, new Set(taken))) ? byTeacher.values() : undefined;
}
