import { addDays } from "@preau/calendar";
import type { SchoolId } from "@preau/contract";
import { makeDeps as makeDirectoryDeps } from "../../../../functions/directory/deps.ts";
import { discipline } from "../../../../functions/discipline/manifest.ts";
import { partners } from "../../../../functions/partners/manifest.ts";
import { attendanceScenarios } from "../scenarios/attendance.ts";
import { directoryScenarios, SCHOOL } from "../scenarios/directory.ts";
import { homeScenarios } from "../scenarios/home.ts";
import { noticesScenarios, toldNotices } from "../scenarios/notices.ts";
import { cpe, parentOfTwo, teacher } from "../scenarios/people.ts";
import type { Scenario, ScenarioSet } from "../scenarios/scenario.ts";
import { children, firstClass, rosters, schoolId, schoolYear, TODAY, todaysLessons } from "../scenarios/school.ts";
import { timetableScenarios } from "../scenarios/timetable.ts";

/** An operation of the mix. A write asks for something new each time, as its `asked` says; a read is asked again by who has the answer. */
export type AskedOperation = Omit<Scenario, "name">;

const child = children[0]?.pupilId ?? "";
const classes = rosters.filter(({ audience }) => audience.kind === "class");
const lessons = todaysLessons.filter(({ roster }) => roster.audience.kind === "class").slice(2);
const pupilAt = (n: number): string =>
  classes[(1 + Math.floor(n / 30)) % classes.length]?.pupils[5 + (n % 30)]?.pupilId ?? "";

const read = (operation: string, by: Scenario["by"], asked: ReturnType<Scenario["asked"]>): AskedOperation => ({
  operation,
  by,
  asked: () => asked,
});

const more: Readonly<Record<string, readonly AskedOperation[]>> = {
  attendance: [
    {
      operation: "submitRollCall",
      by: cpe,
      asked: (n) => {
        const lesson = lessons[n % lessons.length];
        const marks = lesson?.roster.pupils.slice(3, 5).map(({ pupilId }) => ({ pupilId, status: "absent" }));
        return { params: { schoolId, lessonId: lesson?.lessonId ?? "" }, body: { version: 0, marks } };
      },
    },
    {
      operation: "recordPresence",
      by: cpe,
      asked: (n) => ({
        params: { schoolId, pupilId: pupilAt(n) },
        body: { day: TODAY, kind: "arrived", from: "08:12", place: "desk" },
      }),
    },
    {
      operation: "stateAbsence",
      by: parentOfTwo,
      asked: (n) => {
        const day = addDays(TODAY, 1 + (n % 3));
        const [from, to] = [
          { day, time: "08:00" },
          { day, time: "12:00" },
        ];
        return { params: { schoolId, pupilId: child }, body: { from, to, text: "Rendez-vous chez le médecin." } };
      },
    },
    read("readBoard", cpe, { params: { schoolId }, query: { day: TODAY } }),
    read("readRegisters", cpe, { params: { schoolId }, query: { day: TODAY } }),
    read("readPupilAttendance", parentOfTwo, { params: { schoolId, pupilId: child } }),
    read("readAttendanceCalendar", parentOfTwo, { params: { schoolId, pupilId: child } }),
    read("listPupilStatements", parentOfTwo, { params: { schoolId, pupilId: child } }),
    read("listStatements", cpe, { params: { schoolId } }),
    read("exportPupilAttendance", parentOfTwo, { params: { schoolId, pupilId: child } }),
    read("listLists", cpe, { params: { schoolId } }),
    read("readAttendanceStatistics", cpe, { params: { schoolId } }),
    {
      operation: "saveDraft",
      by: cpe,
      asked: () => {
        const lesson = lessons.at(-1);
        const marks = lesson?.roster.pupils.slice(3, 5).map(({ pupilId }) => ({ pupilId, status: "absent" }));
        return { params: { schoolId, lessonId: lesson?.lessonId ?? "" }, body: { version: 0, marks } };
      },
    },
    {
      operation: "addFollowUp",
      by: cpe,
      asked: (n) => ({
        params: { schoolId, pupilId: pupilAt(n) },
        body: { typeId: "call-made", on: TODAY, time: "16:40", comment: "Message laissé sur le répondeur." },
      }),
    },
  ],
  notices: [
    {
      operation: "acknowledgeNotice",
      by: parentOfTwo,
      asked: (n) => ({ params: { schoolId, noticeId: toldNotices[n % toldNotices.length]?.noticeId ?? "" } }),
    },
    read("listReceivedMessages", parentOfTwo, { params: { schoolId } }),
    read("readOutbox", cpe, { params: { schoolId } }),
  ],
  discipline: [read("readPupilMeasures", parentOfTwo, { params: { schoolId, pupilId: child } })],
  partners: [
    read("listSchoolServices", parentOfTwo, { params: { schoolId } }),
    read("listServiceAccesses", parentOfTwo, {}),
  ],
  directory: [
    read("readSchool", teacher, { params: { schoolId } }),
    read("listAudiences", teacher, { params: { schoolId } }),
    read("readAudience", cpe, { params: { schoolId, audienceId: firstClass.audience.id } }),
    read("readPupil", parentOfTwo, { params: { schoolId, pupilId: child } }),
  ],
};

/** What the directory holds beside the family of its scenario: the school itself, and its classes. */
const fillSchool = async (): Promise<void> => {
  const mark = { hash: "0123456789012345678901", version: 1, since: 1 };
  const year = { schoolId: schoolId as SchoolId, schoolYear, mark };
  const audiences = rosters.map(({ audience: { id, ...audience } }) => ({ audienceId: id, ...audience }));
  const groups = rosters.map((roster, index) => ({
    kind: "roster" as const,
    id: roster.audience.id,
    content: {
      audience: audiences[index] ?? { audienceId: roster.audience.id, code: "", label: "", kind: "class" as const },
      classes: roster.classes.map(({ id, code }) => ({ audienceId: id, code })),
      headTeacherIds: [],
      pupils: roster.pupils,
    },
    ...year,
  }));
  const school = { kind: "school" as const, id: schoolId, content: { ...SCHOOL, academy: "TEST", audiences }, ...year };
  await makeDirectoryDeps().store.put([school, ...groups]);
};

const SETS: readonly (ScenarioSet & { readonly also?: () => Promise<void> })[] = [
  homeScenarios,
  timetableScenarios,
  { ...directoryScenarios, also: fillSchool },
  noticesScenarios,
  attendanceScenarios,
  { capability: discipline, scenarios: [], fill: async () => {} },
  { capability: partners, scenarios: [], fill: async () => {} },
];

/** Families that one event tells of. */
const AN_EVENT = 50;

/** What the directory tells of each class, and how its families are reached. */
export const toldRosters = rosters;
export const familyContacts = classes.flatMap(({ pupils }) => {
  const guardians = pupils.flatMap(({ guardianIds }) => guardianIds);
  return Array.from({ length: Math.ceil(guardians.length / AN_EVENT) }, (_, lot) => ({
    schoolId,
    schoolYear,
    records: guardians.slice(lot * AN_EVENT, (lot + 1) * AN_EVENT).map((personId) => ({
      personId,
      version: 1,
      familyName: "MARLOW",
      givenName: "Ada",
      schoolName: SCHOOL.name,
      mail: `${personId}@example.org`,
      phones: [],
    })),
    ownWords: [],
  }));
});

/** The operations of the mix by capability, each once (a week of lessons aside), and what fills the table they are asked of. */
export const askedOperations = SETS.map(({ capability, scenarios, fill, also }) => {
  const own = more[capability.name] ?? [];
  const known = new Set(own.map(({ operation }) => operation));
  const usual = scenarios.filter(
    ({ operation }, index) =>
      !known.has(operation) && scenarios.findIndex((one) => one.operation === operation) === index,
  );
  return {
    capability,
    operations: [...usual, ...own] as readonly AskedOperation[],
    fill: async (): Promise<void> => {
      await fill();
      await also?.();
    },
  };
});
