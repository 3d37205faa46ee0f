import { capability } from "@preau/contract";
import { detentionChangedV1 } from "../../events/detention-changed.v1.ts";
import { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import { noticeChangedV1 } from "../../events/notice-changed.v1.ts";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { registerRemindedV1 } from "../../events/register-reminded.v1.ts";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { homeContract } from "./contract.ts";

export const home = capability({
  name: "home",
  owner: "vie-scolaire",
  impact: "the first screen is empty: everybody must look for their lessons and their children page by page",
  contract: homeContract,
  table: {},
  functions: {
    api: { table: ["Query"], bellShare: 0.3 },
    onRosterChanged: { consumes: [rosterChangedV1], table: ["GetItem", "PutItem"] },
    onLessonsPublished: { consumes: [lessonsPublishedV1], table: ["PutItem"] },
    onLessonChanged: { consumes: [lessonChangedV1], table: ["PutItem"] },
    onDetentionChanged: { consumes: [detentionChangedV1], table: ["PutItem"] },
    onPersonErased: { consumes: [personErasedV1], table: ["Query", "BatchWriteItem"] },
    onRegisterSubmitted: { consumes: [registerSubmittedV1, registerRemindedV1], table: ["PutItem"] },
    onNoticeChanged: { consumes: [noticeChangedV1], table: ["PutItem"] },
  },
});
