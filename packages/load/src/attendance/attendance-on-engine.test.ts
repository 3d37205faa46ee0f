import { expect, it } from "vitest";
import { attendance } from "../../../../functions/attendance/manifest.ts";
import { notices } from "../../../../functions/notices/manifest.ts";
import { freshTable } from "../../../../test/support/fresh-table.ts";
import { openEngineTables } from "./engine-tables.ts";
import { lessonsOf, SCHOOL_ID, SCHOOL_YEAR, school } from "./school.ts";
import { openMemoryTables, simulateSchool, type Tables } from "./simulate-school.ts";

const DAY = "2026-11-10";
const scope = { schoolId: SCHOOL_ID, schoolYear: SCHOOL_YEAR };

/** What is left in the tables of all that was said and told. */
const leftIn = async ({ attendance: { days, sheets }, notices: { store } }: Tables) => {
  const left: unknown[] = [];
  for (const { pupilId, guardianIds } of school.pupils) {
    const key = { ...scope, pupilId };
    left.push(await days.presencesOf(key, DAY, DAY));
    left.push((await days.sourcesOf(key, DAY)).facts.toSorted((a, b) => (a.factId < b.factId ? -1 : 1)));
    for (const guardianId of guardianIds) {
      const told = await store.noticesOn({ ...scope, guardianId }, DAY);
      left.push(told.toSorted((a, b) => (a.noticeId < b.noticeId ? -1 : 1)));
    }
  }
  for (const { lessonId } of school.audiences.flatMap((audience) => lessonsOf(audience, DAY)))
    left.push((await sheets.sheetSources(SCHOOL_ID, lessonId))?.register);
  return left;
};

it("a school's day ends the same on the tables as deployed and in memory, accident for accident", async () => {
  const names = { attendance: await freshTable(attendance), notices: await freshTable(notices) };
  const engine = await openEngineTables(names);
  const memory = openMemoryTables();
  const days = [DAY];
  const tally = await simulateSchool(11, { tables: engine, days });
  expect(await simulateSchool(11, { tables: memory, days })).toEqual(tally);
  expect(await leftIn(memory)).toEqual(await leftIn(engine));
  expect(Math.min(tally.due, tally.corrections)).toBeGreaterThan(0);
  expect(tally.rollCalls).toBeGreaterThan(40);
}, 300_000);
