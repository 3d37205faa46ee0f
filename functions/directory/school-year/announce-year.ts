import type { Payload, PersonId, SchoolId } from "@preau/contract";
import type { yearMovedV1 } from "../../../events/year-moved.v1.ts";
import { accountFacts } from "../account-facts.ts";
import type { LifeCycleStore } from "../life-cycle/people-store.ts";
import type { DirectoryStore, Kept } from "../store.ts";
import type { Announcement, YearsStore } from "./years-store.ts";

type Move = Payload<typeof yearMovedV1>;

interface Deps {
  readonly store: Pick<DirectoryStore, "census" | "find" | "findPeople">;
  readonly years: Pick<YearsStore, "find" | "announce">;
  readonly lifeCycle: Pick<LifeCycleStore, "mark" | "unmark">;
}

interface Year {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
}

/** As many people as an event holds. */
const PEOPLE_AN_ANNOUNCEMENT = 50;
const MARKS_AT_ONCE = 16;

const chunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size));

/** What accounts are told of people, dated by the move; of those who are not in the year, that they are gone. */
const peopleAnnouncement = (
  year: Year,
  move: Move,
  name: string,
  people: readonly Kept<"person">[],
  present: boolean,
): Announcement => ({
  ...year,
  announcementId: `${move.at}#${name}`,
  event: "people-changed",
  payload: {
    ...year,
    schoolName: people[0]?.content.school.name,
    people: people.map(({ id, content, hiddenSince }) => ({
      ...accountFacts(content),
      personId: id,
      version: Date.parse(move.at),
      present: present && hiddenSince === undefined,
    })),
  },
});

const announcePeople = async (
  year: Year,
  ids: readonly PersonId[],
  move: Move,
  present: boolean,
  { store, years }: Deps,
): Promise<void> => {
  for (const [index, some] of chunks(ids, PEOPLE_AN_ANNOUNCEMENT).entries()) {
    const people = await store.findPeople(some.map((id) => ({ ...year, id })));
    const heard = people.filter(({ content }) => content.roles.length > 0);
    if (heard.length === 0) continue;
    const name = `${present ? "here" : "gone"}-${String(index).padStart(4, "0")}`;
    await years.announce([peopleAnnouncement(year, move, name, heard, present)], new Date(move.at));
  }
};

const announceRosters = async (year: Year, move: Move, { store, years }: Deps): Promise<void> => {
  const school = await store.find("school", { ...year, id: year.schoolId });
  for (const { audienceId } of school?.content.audiences ?? []) {
    const roster = await store.find("roster", { ...year, id: audienceId });
    if (roster === undefined) continue;
    const announcementId = `${move.at}#${audienceId}`;
    const payload = { ...year, version: roster.version, content: roster.content };
    await years.announce([{ ...year, announcementId, event: "roster-changed", payload }], new Date(move.at));
  }
};

const atOnce = async <T>(all: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> => {
  for (const some of chunks(all, MARKS_AT_ONCE)) await Promise.all(some.map(act));
};

/**
 * Makes accounts and class lists follow a school to its new year. After a switch: everybody of the new year is said again, its class
 * lists are told, and the legal delay begins for those of the old year who are not in it. After an undo: everybody of the old year is
 * said again, those whom only the new one knew are gone, and the delays that the switch began are forgotten.
 * May be stopped and run again; a school that has moved on since is left to the move that came after.
 */
export const announceYear = async (move: Move, deps: Deps): Promise<void> => {
  const { schoolId, from, to, at, undoes } = move;
  const overtaken = async () => (await deps.years.find(schoolId))?.moved?.at !== at;
  if (await overtaken()) return;
  const [old, own] = [
    { schoolId, schoolYear: from },
    { schoolId, schoolYear: to },
  ];
  const [before, here] = await Promise.all([deps.store.census(old), deps.store.census(own)]);
  const present = new Set(here);
  const elsewhere = before.filter((id) => !present.has(id));
  await announcePeople(own, here, move, true, deps);
  if (undoes !== undefined) {
    await announcePeople(old, elsewhere, move, false, deps);
    await atOnce(here, (id) => deps.lifeCycle.unmark({ ...own, id }, undoes));
    return;
  }
  await announceRosters(own, move, deps);
  if (await overtaken()) return;
  await atOnce(elsewhere, (id) => deps.lifeCycle.mark({ ...old, id }, at));
};
