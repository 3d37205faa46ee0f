import { addDays } from "@preau/calendar";
import type { VirtualPerson } from "../people/virtual-person.ts";
import type { SchoolClient } from "./contracts.ts";
import { insist } from "./insist.ts";
import type { Roster, SchoolDay } from "./school-day.ts";

/** A roll may be corrected for a week, and a timetable asked for over a week. */
const DAYS_BACK = 6;

/** Opened so long before the lesson begins. */
const OPENS_MINUTES = 15;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const readClasses = async (client: SchoolClient, schoolId: string): Promise<readonly Roster[]> => {
  const { items } = await insist(() => client.directory.listAudiences({ params: { schoolId } }));
  const rosters: Roster[] = [];
  for (const { audienceId } of items.filter(({ kind }) => kind === "class"))
    rosters.push(await insist(() => client.directory.readAudience({ params: { schoolId, audienceId } })));
  return rosters;
};

const readLessons = async (client: SchoolClient, { schoolId }: VirtualPerson, now: Pick<SchoolDay, "day" | "time">) => {
  const query = { from: addDays(now.day, -DAYS_BACK), to: now.day };
  const { items } = await insist(() => client.timetable.readLessons({ params: { schoolId }, query }));
  const begun = items.filter(
    ({ day, start, status }) =>
      status !== "cancelled" && (day < now.day || minutesOf(start) - OPENS_MINUTES <= minutesOf(now.time)),
  );
  return begun.sort((a, b) => `${b.day} ${b.start}`.localeCompare(`${a.day} ${a.start}`));
};

/** Reads what applications show before a run: the clock, each teacher's lessons that have begun, the classes of each school. */
export const readSchoolDay = async (
  people: readonly VirtualPerson[],
  clientOf: (person: VirtualPerson) => SchoolClient,
): Promise<SchoolDay> => {
  const [someone] = people;
  if (someone === undefined) throw new RangeError("nobody takes part");
  const { now } = await insist(() => clientOf(someone).home.readHome());
  const lessons = new Map<string, Awaited<ReturnType<typeof readLessons>>>();
  const classes = new Map<string, readonly Roster[]>();
  for (const person of people) {
    if (person.part === "teacher") lessons.set(person.login, await readLessons(clientOf(person), person, now));
    if (person.part === "cpe" && !classes.has(person.schoolId))
      classes.set(person.schoolId, await readClasses(clientOf(person), person.schoolId));
  }
  return { ...now, lessons, classes };
};
