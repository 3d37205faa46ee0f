import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AafSchool, type ExpCoursLesson, readExpCours } from "@preau/formats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inventWorld, type World } from "./population.ts";
import { inventTimetables, type Timetables, writeTimetables } from "./timetable.ts";

const world = inventWorld();
const timetables = inventTimetables(world);

function startMinute({ weekday, start }: ExpCoursLesson): number {
  return weekday * 1440 + Number(start.slice(0, 2)) * 60 + Number(start.slice(3));
}

/** The names that have two lessons at once. */
function clashes(lessons: readonly { readonly name: string; readonly lesson: ExpCoursLesson }[]): string[] {
  return [...Map.groupBy(lessons, ({ name }) => name)].flatMap(([name, all]) => {
    const inOrder = all.map(({ lesson }) => lesson).sort((a, b) => startMinute(a) - startMinute(b));
    const overlap = inOrder.some((lesson, index) => {
      const previous = inOrder[index - 1];
      return previous !== undefined && startMinute(previous) + previous.minutes > startMinute(lesson);
    });
    return overlap ? [name] : [];
  });
}

function everyLesson(all: Timetables): readonly { readonly uai: string; readonly lesson: ExpCoursLesson }[] {
  return [...all].flatMap(([uai, lessons]) => lessons.map((lesson) => ({ uai, lesson })));
}

function lessonsOf({ uai }: AafSchool, all: Timetables): readonly ExpCoursLesson[] {
  return all.get(uai) ?? [];
}

function teacherNames({ teachers }: ExpCoursLesson): readonly string[] {
  return teachers.map(({ givenName, familyName }) => `${givenName} ${familyName}`);
}

function pupilLessons(invented: World, school: AafSchool, all: Timetables) {
  const byAudience = Map.groupBy(lessonsOf(school, all), ({ audiences: [audience] }) => audience ?? "");
  const pupils = invented.pupils.filter(({ structure }) => structure === school.jointure);
  return pupils.flatMap(({ jointure, classes, groups }) =>
    [...classes, ...groups].flatMap(({ code }) =>
      (byAudience.get(code) ?? []).map((lesson) => ({ name: jointure, lesson })),
    ),
  );
}

describe("the weekly timetable of the invented schools", () => {
  it("never puts a teacher, a room, a pupil or a class in two places at once, whatever the seed", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const invented = inventWorld({ seed });
        const all = inventTimetables(invented);
        const lessons = everyLesson(all);
        expect(
          clashes(lessons.flatMap(({ lesson }) => teacherNames(lesson).map((name) => ({ name, lesson })))),
        ).toEqual([]);
        expect(clashes(lessons.map(({ uai, lesson }) => ({ name: `${uai} ${lesson.room}`, lesson })))).toEqual([]);
        for (const school of invented.schools) {
          expect(clashes(pupilLessons(invented, school, all))).toEqual([]);
          const latin = school.groups.filter(({ code }) => code.endsWith("GLAT"));
          const busy = lessonsOf(school, all).flatMap((lesson) => {
            const group = latin.find(({ code }) => lesson.audiences.includes(code));
            const classes =
              group?.classes ?? lesson.audiences.filter((code) => school.classes.some((known) => known.code === code));
            return classes.map((name) => ({ name, lesson }));
          });
          expect(clashes(busy)).toEqual([]);
        }
      }),
      { numRuns: 5 },
    );
  });

  it("gives every class a lesson on Monday at 08:00", () => {
    for (const school of world.schools) {
      const first = lessonsOf(school, timetables).filter(({ weekday, start }) => weekday === 1 && start === "08:00");
      const classes = first.flatMap(({ audiences }) => {
        return audiences.flatMap((code) => school.groups.find((group) => group.code === code)?.classes ?? code);
      });
      expect(new Set(classes)).toEqual(new Set(school.classes.map(({ code }) => code)));
    }
  });

  it("sends the teacher of both schools to each on days of its own", () => {
    const shared = world.staff.find(({ functions }) => new Set(functions.map(({ structure }) => structure)).size === 2);
    const name = `${shared?.givenName} ${shared?.familyName}`;
    const days = world.schools.map((school) => {
      return new Set(
        lessonsOf(school, timetables)
          .filter((lesson) => teacherNames(lesson).includes(name))
          .map(({ weekday }) => weekday),
      );
    });
    expect(days.map(({ size }) => size > 0)).toEqual([true, true]);
    expect([...(days[0] ?? [])].filter((day) => days[1]?.has(day))).toEqual([]);
  });

  it("keeps Wednesday afternoon free and gives a class of the first year of collège its 26 hours", () => {
    const lessons = everyLesson(timetables).map(({ lesson }) => lesson);
    expect(lessons.filter(({ weekday, start }) => weekday === 3 && start > "12:00")).toEqual([]);
    const minutes = lessons
      .filter(({ audiences }) => audiences[0] === "6A")
      .map((lesson) => Math.round(lesson.minutes / 60));
    expect(minutes.reduce((sum, hours) => sum + hours, 0)).toBe(26);
  });

  it("is written in files that read back the same, without a problem", async () => {
    const dir = await mkdtemp(join(tmpdir(), "preau-timetable-"));
    const paths = await writeTimetables(timetables, dir);
    for (const [index, lessons] of [...timetables.values()].entries()) {
      const read: (ExpCoursLesson | undefined)[] = [];
      for await (const { value, problems } of readExpCours(createReadStream(paths[index] ?? ""), "EXP_COURS.xml")) {
        expect(problems).toEqual([]);
        read.push(value);
      }
      expect(read).toEqual(lessons);
    }
    await rm(dir, { recursive: true });
  });

  it("also fits a lycée of 2,000 pupils", () => {
    const large = inventWorld({ lyceePupils: 2000 });
    const lycee = large.schools[1];
    expect(lycee && lessonsOf(lycee, inventTimetables(large)).length).toBeGreaterThan(1000);
  });
});
