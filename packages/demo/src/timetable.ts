import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type ExpCoursLesson, encodeXml, writeExpCours } from "@preau/formats";
import type { SchoolPlan } from "./plan/school-plans.ts";
import type { World } from "./population.ts";
import { minutesOf, weekGrid } from "./week/grid.ts";
import { placeWeek } from "./week/place-week.ts";
import { roomGiver } from "./week/rooms.ts";
import { randomFrom } from "./world/random.ts";

/** The weekly lessons of each school, by UAI. */
export type Timetables = ReadonlyMap<string, readonly ExpCoursLesson[]>;

/** Invents the week of each school: always the same for the same world. */
export function inventTimetables(world: World): Timetables {
  return new Map(world.plans.map((plan) => [plan.uai, lessonsOf(world, plan)]));
}

/** Writes one `EXP_COURS_<UAI>.xml` a school into `dir` (made if absent) and gives their paths. */
export async function writeTimetables(timetables: Timetables, dir: string): Promise<readonly string[]> {
  await mkdir(dir, { recursive: true });
  const paths: string[] = [];
  for (const [uai, lessons] of timetables) {
    const path = join(dir, `EXP_COURS_${uai}.xml`);
    await pipeline(Readable.from(encodeXml(writeExpCours(lessons), "UTF-8")), createWriteStream(path));
    paths.push(path);
  }
  return paths;
}

function lessonsOf(world: World, plan: SchoolPlan): readonly ExpCoursLesson[] {
  const grid = weekGrid(plan);
  const blocks = world.blocks.filter((block) => block.plan === plan);
  const meetings = placeWeek(randomFrom(world.seed), blocks, grid).toSorted((a, b) => a.at - b.at);
  const giveRoom = roomGiver();
  const headcounts = countByAudience(world, plan);
  const teachers = new Map(world.staff.map((person) => [person.jointure, person]));
  const parts = meetings.flatMap((meeting) =>
    meeting.block.teachings.map((teaching, index) => ({ meeting, teaching, post: meeting.block.posts[index] })),
  );
  return parts.flatMap(({ meeting: { at, length, block }, teaching: { audience, subject }, post }, index) => {
    const first = grid[at];
    const last = grid[at + length - 1];
    const teacher = teachers.get(post?.teacher ?? "");
    if (first === undefined || last === undefined || teacher === undefined) return [];
    const { familyName, givenName } = teacher;
    const slots = Array.from({ length }, (_, offset) => at + offset);
    const lesson: ExpCoursLesson = {
      number: String(index + 1),
      subjectCode: subject.short,
      subjectLabel: subject.label,
      teachers: [{ familyName, givenName }],
      audiences: [audience],
      room: giveRoom(subject.room, teacher.jointure, slots),
      frequency: block.frequency,
      alternation: block.frequency,
      modality: "CG",
      weekday: first.weekday,
      start: first.start,
      minutes: minutesOf(first, last),
      coTaught: false,
      headcount: headcounts.get(audience),
    };
    return [lesson];
  });
}

function countByAudience(world: World, plan: SchoolPlan): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { structure, classes, groups } of world.pupils) {
    if (structure !== plan.jointure) continue;
    for (const { code } of [...classes, ...groups]) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}
