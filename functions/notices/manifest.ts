import { capability } from "@preau/contract";
import { contactsChangedV1 } from "../../events/contacts-changed.v1.ts";
import { noticeAnsweredV1 } from "../../events/notice-answered.v1.ts";
import { noticeChangedV1 } from "../../events/notice-changed.v1.ts";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { sectorsChangedV1 } from "../../events/sectors-changed.v1.ts";
import { noticesContract } from "./contract.ts";
import { letterRoutes, messageRoutes } from "./messages-contract.ts";
import { outboxRoutes } from "./notice-contract.ts";
import { reachRoutes } from "./reach-contract.ts";

export const notices = capability({
  name: "notices",
  owner: "vie-scolaire",
  impact: "families are not told of absences, and do not see those already recorded",
  contract: noticesContract,
  table: { stream: true },
  functions: {
    api: { table: ["GetItem", "Query", "PutItem"], bellShare: 0.08 },
    outboxApi: { routes: Object.keys(outboxRoutes), table: ["GetItem", "BatchGetItem", "Query", "PutItem"] },
    onPresenceChanged: { consumes: [presenceChangedV1], defers: ["reviewPupil"], table: ["GetItem", "PutItem"] },
    reviewPupil: {
      wakes: true,
      defers: ["reviewPupil"],
      invokes: ["attendance.confirmPresence"],
      sendsMail: true,
      sendsSms: true,
      table: ["GetItem", "BatchGetItem", "Query", "PutItem"],
      // Attendance is waited for, then the slowest channel; a run that is killed comes back after twice that, within the lease.
      timeoutSeconds: 15,
    },
    followNotices: { follows: ["notice", "message"], defers: ["sendMessages"], table: ["GetItem", "PutItem"] },
    onSectorsChanged: { consumes: [sectorsChangedV1], table: ["PutItem"] },
    onRosterChanged: { consumes: [rosterChangedV1], table: ["PutItem"] },
    reachApi: { routes: Object.keys(reachRoutes), table: ["GetItem", "PutItem"] },
    messagesApi: {
      routes: Object.keys(messageRoutes),
      invokes: ["attendance.summarizeAbsences"],
      table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
      bellShare: 0.065,
      memoryMiB: 512,
      timeoutSeconds: 29,
    },
    lettersApi: {
      routes: Object.keys(letterRoutes),
      table: ["GetItem", "BatchGetItem", "Query"],
      memoryMiB: 1024,
      timeoutSeconds: 29,
      bundle: { kib: 2100, because: "pages are composed with the fonts they carry; nobody waits at 8:00 for a letter" },
    },
    sendMessages: {
      wakes: true,
      defers: ["sendMessages"],
      invokes: ["attendance.summarizeAbsences"],
      sendsMail: true,
      sendsSms: true,
      table: ["GetItem", "BatchGetItem", "Query", "PutItem"],
      timeoutSeconds: 120,
      concurrency: 2,
    },
    onContactsChanged: { consumes: [contactsChangedV1], table: ["UpdateItem"] },
    onPersonErased: {
      consumes: [personErasedV1],
      table: ["GetItem", "BatchGetItem", "Query", "PutItem", "DeleteItem", "BatchWriteItem"],
    },
    publisher: { publishes: { entities: ["notice"], events: [noticeChangedV1, noticeAnsweredV1] } },
  },
});
