import { type Activity, childOf } from "./activity.ts";

const FAMILY = ["pupil", "guardian"] as const;

const EXCUSES = ["Il a de la fièvre.", "Rendez-vous chez le médecin.", "Elle est malade depuis hier soir."];

/** What pupils and families do. */
export const familyActivities = {
  "read-attendance": {
    operation: "attendance.readPupilAttendance",
    parts: FAMILY,
    run: (device, { random }) => device.client.attendance.readPupilAttendance({ params: childOf(device, random) }),
  },
  "read-calendar": {
    operation: "attendance.readAttendanceCalendar",
    parts: FAMILY,
    run: (device, { random }) => device.client.attendance.readAttendanceCalendar({ params: childOf(device, random) }),
  },
  "read-measures": {
    operation: "discipline.readPupilMeasures",
    parts: FAMILY,
    run: (device, { random }) => device.client.discipline.readPupilMeasures({ params: childOf(device, random) }),
  },
  "keep-attendance": {
    operation: "attendance.exportPupilAttendance",
    parts: FAMILY,
    run: (device, { random }) => device.client.attendance.exportPupilAttendance({ params: childOf(device, random) }),
  },
  "read-notices": {
    operation: "notices.listNotices",
    parts: ["guardian"],
    run: async (device, { random }) => {
      const { schoolId } = childOf(device, random);
      const { items } = await device.client.notices.listNotices({ params: { schoolId } });
      const unread = items.find(({ acknowledgedAt }) => acknowledgedAt === null);
      if (unread !== undefined) device.notice = unread;
    },
  },
  "acknowledge-notice": {
    operation: "notices.acknowledgeNotice",
    parts: ["guardian"],
    after: { activity: "read-notices", isDone: ({ notice }) => notice !== undefined },
    run: async (device) => {
      if (device.notice === undefined) return;
      const { schoolId, noticeId } = device.notice;
      delete device.notice;
      await device.client.notices.acknowledgeNotice({ params: { schoolId, noticeId } });
    },
  },
  "read-messages": {
    operation: "notices.listReceivedMessages",
    parts: ["guardian"],
    run: (device, { random }) => {
      const { schoolId } = childOf(device, random);
      return device.client.notices.listReceivedMessages({ params: { schoolId } });
    },
  },
  "read-pupil": {
    operation: "directory.readPupil",
    parts: ["guardian"],
    run: (device, { random }) => device.client.directory.readPupil({ params: childOf(device, random) }),
  },
  "state-absence": {
    operation: "attendance.stateAbsence",
    parts: ["guardian"],
    run: async (device, { random, day, notebook }) => {
      const params = childOf(device, random);
      const moment = { day: day.day, time: "08:00" };
      const body = { from: moment, to: { ...moment, time: "18:00" }, text: random.pick(EXCUSES) };
      const { statementId } = await device.client.attendance.stateAbsence({ params, body });
      const { login } = device.person;
      notebook.added.push({ kind: "statement", id: statementId, ...params, day: day.day, login });
    },
  },
} as const satisfies Readonly<Record<string, Activity>>;
