import type { VirtualPerson } from "../people/virtual-person.ts";
import { type Activity, pupilOf } from "./activity.ts";
import type { SchoolDay } from "./school-day.ts";

const SCHOOL_LIFE = ["cpe", "supervisor", "head"] as const;

const knowsClasses = ({ schoolId }: VirtualPerson, { classes }: SchoolDay): boolean =>
  (classes.get(schoolId) ?? []).length > 0;

/** What school life, heads and the office do. */
export const schoolLifeActivities = {
  "watch-board": {
    operation: "attendance.readBoard",
    parts: [...SCHOOL_LIFE, "office"],
    run: ({ client, person: { schoolId } }) => client.attendance.readBoard({ params: { schoolId } }),
  },
  "read-registers": {
    operation: "attendance.readRegisters",
    parts: SCHOOL_LIFE,
    run: ({ client, person: { schoolId } }) => client.attendance.readRegisters({ params: { schoolId } }),
  },
  "read-outbox": {
    operation: "notices.readOutbox",
    parts: SCHOOL_LIFE,
    run: ({ client, person: { schoolId } }) => client.notices.readOutbox({ params: { schoolId } }),
  },
  "list-classes": {
    operation: "directory.listAudiences",
    parts: [...SCHOOL_LIFE, "office"],
    run: ({ client, person: { schoolId } }) => client.directory.listAudiences({ params: { schoolId } }),
  },
  "read-statements": {
    operation: "attendance.listStatements",
    parts: SCHOOL_LIFE,
    run: ({ client, person: { schoolId } }) => client.attendance.listStatements({ params: { schoolId } }),
  },
  "list-rolls-of-outings": {
    operation: "attendance.listLists",
    parts: [...SCHOOL_LIFE, "office", "teacher"],
    run: ({ client, person: { schoolId } }) => client.attendance.listLists({ params: { schoolId } }),
  },
  "read-statistics": {
    operation: "attendance.readAttendanceStatistics",
    parts: SCHOOL_LIFE,
    run: ({ client, person: { schoolId } }) => client.attendance.readAttendanceStatistics({ params: { schoolId } }),
  },
  "record-presence": {
    operation: "attendance.recordPresence",
    parts: ["cpe", "supervisor", "head", "office"],
    can: knowsClasses,
    run: async (device, surroundings) => {
      const { day, notebook } = surroundings;
      const params = pupilOf(device, surroundings);
      const body = { day: day.day, kind: "arrived" as const, from: day.time, place: "desk" as const };
      const { factId } = await device.client.attendance.recordPresence({ params, body });
      const { login } = device.person;
      notebook.added.push({ kind: "presence", id: factId, ...params, day: day.day, login });
    },
  },
  "note-call": {
    operation: "attendance.addFollowUp",
    parts: ["cpe", "supervisor"],
    can: knowsClasses,
    run: async (device, surroundings) => {
      const { day, notebook } = surroundings;
      const params = pupilOf(device, surroundings);
      const body = { typeId: "call-made", on: day.day, time: day.time, comment: "Message laissé sur le répondeur." };
      const { followUpId } = await device.client.attendance.addFollowUp({ params, body });
      const { login } = device.person;
      notebook.added.push({ kind: "note", id: followUpId, ...params, day: day.day, login });
    },
  },
} as const satisfies Readonly<Record<string, Activity>>;
