import { capability } from "@preau/contract";
import { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import { listChangedV1 } from "../../events/list-changed.v1.ts";
import { noticeAnsweredV1 } from "../../events/notice-answered.v1.ts";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import { registerRemindedV1 } from "../../events/register-reminded.v1.ts";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { sectorsChangedV1 } from "../../events/sectors-changed.v1.ts";
import { alertRoutes } from "./alerts-contract.ts";
import { archiveRoutes } from "./archive-contract.ts";
import { boardRoutes } from "./board-contract.ts";
import { attendanceContract } from "./contract.ts";
import { exemptionRoutes } from "./exemptions-contract.ts";
import { followUpRoutes } from "./follow-up-contract.ts";
import { listRoutes } from "./lists-contract.ts";
import { paperRoutes } from "./papers-contract.ts";
import { pupilFileRoutes } from "./presence-contract.ts";
import { standingRollRoutes } from "./standing-rolls-contract.ts";
import { statementRoutes } from "./statements-contract.ts";
import { statisticsRoutes } from "./statistics-contract.ts";

export const attendance = capability({
  name: "attendance",
  owner: "vie-scolaire",
  impact: "teachers cannot call the roll, and school life does not see who is missing",
  contract: attendanceContract,
  table: { stream: true },
  // Proofs of families: a school year at most.
  bucket: { days: 365 },
  functions: {
    api: { table: ["GetItem", "Query", "PutItem"], bellShare: 0.05 },
    pupilFilesApi: {
      routes: Object.keys(pupilFileRoutes),
      table: ["GetItem", "Query", "PutItem"],
      bellShare: 0.095,
    },
    standingRollsApi: { routes: Object.keys(standingRollRoutes), table: ["GetItem", "Query", "PutItem"] },
    listsApi: { routes: Object.keys(listRoutes), table: ["GetItem", "Query", "PutItem"] },
    onListChanged: {
      consumes: [listChangedV1],
      table: ["Query", "PutItem", "BatchWriteItem"],
      timeoutSeconds: 120,
      concurrency: 5,
    },
    exemptionsApi: { routes: Object.keys(exemptionRoutes), table: ["GetItem", "Query", "PutItem"] },
    boardApi: { routes: Object.keys(boardRoutes), table: ["GetItem", "Query", "PutItem"], bellShare: 0.03 },
    onLessonChanged: { consumes: [lessonChangedV1], table: ["PutItem"] },
    onLessonsPublished: { consumes: [lessonsPublishedV1], table: ["PutItem"] },
    onSectorsChanged: { consumes: [sectorsChangedV1], table: ["PutItem"] },
    onRosterChanged: { consumes: [rosterChangedV1], table: ["GetItem", "PutItem"] },
    onDayTouched: {
      follows: ["absence", "presence-fact", "treatment", "statement", "change", "register", "standing-call"],
      table: ["GetItem", "Query", "PutItem"],
    },
    onNoticeAnswered: { consumes: [noticeAnsweredV1], table: ["GetItem", "Query", "PutItem"] },
    confirmPresence: { table: ["GetItem", "Query", "PutItem"] },
    summarizeAbsences: { table: ["GetItem", "Query"] },
    statements: {
      routes: Object.keys(statementRoutes),
      table: ["GetItem", "Query", "PutItem", "DeleteItem"],
      bucket: ["read", "write"],
    },
    followPupils: {
      consumes: [presenceChangedV1],
      table: ["GetItem", "Query", "PutItem", "DeleteItem", "ConditionCheckItem"],
    },
    alerts: { routes: Object.keys(alertRoutes), table: ["GetItem", "Query", "PutItem", "DeleteItem"] },
    followUp: { routes: Object.keys(followUpRoutes), table: ["GetItem", "Query", "PutItem"], bellShare: 0.035 },
    statistics: {
      routes: Object.keys(statisticsRoutes),
      table: ["GetItem", "Query"],
      memoryMiB: 1024,
      timeoutSeconds: 29,
    },
    attendanceTotals: { table: ["GetItem", "Query"] },
    archive: {
      routes: Object.keys(archiveRoutes),
      table: ["GetItem", "Query"],
      memoryMiB: 1024,
      timeoutSeconds: 29,
      concurrency: 2,
    },
    papers: {
      routes: Object.keys(paperRoutes),
      table: ["GetItem", "Query"],
      memoryMiB: 1024,
      timeoutSeconds: 25,
      concurrency: 5,
      bundle: { kib: 2_050, because: "pdfmake and the fonts it draws names of any country with" },
    },
    onPersonErased: {
      consumes: [personErasedV1],
      table: ["GetItem", "Query", "PutItem", "BatchWriteItem"],
      bucket: ["delete"],
    },
    publisher: {
      publishes: {
        entities: ["register", "presence", "reminder", "list"],
        events: [registerSubmittedV1, presenceChangedV1, registerRemindedV1, listChangedV1],
      },
      table: ["GetItem"],
    },
  },
});
