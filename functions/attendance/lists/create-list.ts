import { addDays, closedBecause, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { MOST_LISTED, MOST_PUPILS } from "../lists-contract.ts";
import type { SettingsStore } from "../pupil-day/settings-store.ts";
import { authorOf } from "./author-of.ts";
import type { CollectiveList, ListMember } from "./collective-list.ts";
import type { ListStore } from "./list-store.ts";
import { resolveMembers } from "./resolve-members.ts";
import { shownList } from "./show-list.ts";

type CreateList = typeof attendanceContract.routes.createList;

type Deps = Parameters<typeof resolveMembers>[2] & {
  readonly lists: Pick<ListStore, "keep">;
  readonly settings: Pick<SettingsStore, "current">;
  newId(prefix: string): string;
  now(): Date;
};

/** A term of open days. */
const MOST_DAYS = 90;

/** Makes a list. Its pupils' days are written by a queue, at once; nobody is absent for being on it, and nobody is believed present. */
export const createList: Operation<CreateList, Deps> = async (call, deps) => {
  const { lists, settings, newId, now } = deps;
  const { schoolId } = call.params;
  const { kind, label, from, to, start, end } = call.body;
  const school = { schoolId, schoolYear: schoolYearOf(from) };
  const [{ closures }, pupils] = await Promise.all([settings.current(school), resolveMembers(school, call.body, deps)]);
  const days: string[] = [];
  for (let day = from; day <= to && days.length <= MOST_DAYS; day = addDays(day, 1))
    if (closedBecause(day, closures) === undefined) days.push(day);
  if (days.length > MOST_DAYS || pupils.length > MOST_PUPILS || pupils.length * days.length > MOST_LISTED)
    throw problem("too-many-days");
  if (days.length === 0) throw problem("school-closed");
  const listId = newId("lis");
  const list: CollectiveList = {
    listId,
    kind,
    label,
    from,
    to,
    start,
    end,
    days,
    classes: [...new Map(pupils.map(({ classId, classCode }) => [classId, classCode]))],
    changes: [{ version: 1, at: now().toISOString(), ...authorOf(call.principal, schoolId) }],
    version: 1,
    applied: 0,
    cancelled: false,
  };
  const members = pupils.map(
    ({ pupilId, classId }): ListMember => ({ pupilId, classId, turns: [{ version: 1, on: true, fromDay: 0 }] }),
  );
  const reply = { status: 201 as const, body: shownList(schoolId, list, members) };
  await lists.keep({ ...school, listId }, list, members, call.remember(reply));
  return reply;
};
