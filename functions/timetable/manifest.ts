import { capability } from "@preau/contract";
import { detentionChangedV1 } from "../../events/detention-changed.v1.ts";
import { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { timetableContract } from "./contract.ts";

export const timetable = capability({
  name: "timetable",
  owner: "vie-scolaire",
  impact: "nobody sees the lessons of the day, and cancelled lessons are not announced",
  contract: timetableContract,
  table: { stream: true },
  functions: {
    api: { table: ["GetItem", "BatchGetItem", "Query", "PutItem"], bellShare: 0.15 },
    importTimetable: {
      routes: ["importTimetable"],
      table: ["GetItem", "BatchGetItem", "Query", "PutItem"],
      memoryMiB: 1024,
      timeoutSeconds: 29,
    },
    onRosterChanged: { consumes: [rosterChangedV1], table: ["GetItem", "Query", "PutItem"] },
    onPeopleChanged: { consumes: [peopleChangedV1], table: ["PutItem"] },
    onDetentionChanged: { consumes: [detentionChangedV1], table: ["PutItem"] },
    onPersonErased: { consumes: [personErasedV1], table: ["Query", "BatchWriteItem", "DeleteItem"] },
    publisher: { publishes: { entities: ["day", "change"], events: [lessonsPublishedV1, lessonChangedV1] } },
  },
});
