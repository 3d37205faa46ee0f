import { openReplies, openTable } from "@preau/store";
import { openBoardStore } from "../../../../functions/attendance/board/board-store.ts";
import { openDayStore } from "../../../../functions/attendance/pupil-day/day-store.ts";
import { openSettingsStore } from "../../../../functions/attendance/pupil-day/settings-store.ts";
import { openRegisterStore } from "../../../../functions/attendance/register-store.ts";
import { openSheetStore } from "../../../../functions/attendance/sheet-store.ts";
import { openStatementStore } from "../../../../functions/attendance/statements/statement-store.ts";
import { openNewsStore } from "../../../../functions/notices/news-store.ts";
import { openNoticeSettingsStore } from "../../../../functions/notices/settings-store.ts";
import { openNoticeStore } from "../../../../functions/notices/store.ts";
import type { AttendancePorts } from "./ports.ts";
import { instantAt, SCHOOL_ID, SCHOOL_YEAR, school } from "./school.ts";
import type { Tables } from "./simulate-school.ts";

const scope = { schoolId: SCHOOL_ID, schoolYear: SCHOOL_YEAR };
const WEEKDAYS = [1, 2, 3, 4, 5];

/** The same ports over the stores as deployed, with the timetable and the class lists of the invented school. */
export const openEngineTables = async (names: {
  readonly attendance: string;
  readonly notices: string;
}): Promise<Tables> => {
  const table = openTable(names.attendance);
  const boards = openBoardStore(table);
  const replies = openReplies(table);
  const sheets = openSheetStore(table, boards);
  const days = openDayStore(table);
  const claimOf = (key: string) => ({ accountId: "acc_0000000000000", key, fingerprint: "the same" });
  const attendance: AttendancePorts = {
    sheets,
    days,
    boards,
    settings: openSettingsStore(table),
    statements: openStatementStore(table),
    registers: openRegisterStore(table),
    replies: {
      remember: (key, reply) =>
        replies.remember(claimOf(key), reply, new Date(instantAt(school.days[0] ?? "", "00:00"))),
      find: (key) => replies.find(claimOf(key)),
    },
  };
  for (const { id, code, kind, pupils, slots } of school.audiences) {
    const classes = [...new Set(pupils.map(({ classId }) => classId))].map((classId) => ({
      id: classId,
      code: school.audiences.find((one) => one.id === classId)?.code ?? code,
    }));
    await sheets.keepRoster(scope, id, 1, { classes, pupils });
    await days.keepMemberships(
      pupils.map(({ pupilId, familyName, givenName }) => {
        const names = kind === "class" ? { familyName, givenName } : {};
        return { ...scope, pupilId, audienceId: id, version: 1, member: true, kind, code, ...names };
      }),
    );
    for (const weekday of WEEKDAYS) {
      const ofDay = slots.filter((slot) => slot.weekday === weekday);
      await sheets.keepSlots(scope, id, weekday, 1, ofDay);
    }
  }
  const noticeTable = openTable(names.notices);
  return {
    attendance,
    notices: {
      store: openNoticeStore(noticeTable),
      news: openNewsStore(noticeTable),
      settings: openNoticeSettingsStore(noticeTable),
    },
  };
};
