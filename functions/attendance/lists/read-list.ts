import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { SheetStore } from "../sheet-store.ts";
import { isListed } from "./collective-list.ts";
import type { ListStore } from "./list-store.ts";
import { shownList } from "./show-list.ts";
import { yearOfList } from "./year-of-list.ts";

interface Deps {
  readonly lists: Pick<ListStore, "find" | "linesFrom">;
  readonly sheets: Pick<SheetStore, "rosterOf">;
  now(): Date;
}

const collator = new Intl.Collator("fr", { numeric: true });

/** A list with the names of its pupils, read from their classes: whoever has left the school is no longer named. */
export const readList: Operation<typeof attendanceContract.routes.readList, Deps> = async (
  { params: { schoolId, listId } },
  { lists, sheets, now },
) => {
  const school = { schoolId, schoolYear: yearOfList(now()) };
  const found = await lists.find({ ...school, listId });
  if (found === undefined) throw problem("not-found");
  const { list, members } = found;
  const rosters = await Promise.all(list.classes.map(([id]) => sheets.rosterOf(school, id)));
  const names = new Map(rosters.flatMap((roster) => roster?.pupils ?? []).map((one) => [one.pupilId, one]));
  const codes = new Map(list.classes);
  const items = members.flatMap((member) => {
    const { pupilId, classId } = member;
    const name = names.get(pupilId);
    if (name === undefined) return [];
    const { familyName, givenName } = name;
    const days = list.days.filter((_, index) => isListed(member, index));
    return days.length === 0
      ? []
      : [{ schoolId, pupilId, familyName, givenName, className: codes.get(classId) ?? "", days }];
  });
  items.sort(
    (a, b) =>
      collator.compare(a.className, b.className) ||
      collator.compare(a.familyName, b.familyName) ||
      collator.compare(a.givenName, b.givenName),
  );
  return { status: 200, body: { list: shownList(schoolId, list, members), items } };
};

/** The lists under way and to come, the next to end first. */
export const listLists: Operation<typeof attendanceContract.routes.listLists, Deps> = async (
  { params: { schoolId }, query },
  { lists, now },
) => {
  const school = { schoolId, schoolYear: yearOfList(now()) };
  const day = query.from ?? `${school.schoolYear}-08-01`;
  const ids = await lists.linesFrom(school, day);
  const found = await Promise.all(ids.map((listId) => lists.find({ ...school, listId })));
  const items = found.flatMap((one) => (one === undefined ? [] : [shownList(schoolId, one.list, one.members)]));
  return { status: 200, body: { items } };
};
