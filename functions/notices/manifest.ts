import { capability } from "@preau/contract";
import { contactsChangedV1 } from "../../events/contacts-changed.v1.ts";
import { noticeChangedV1 } from "../../events/notice-changed.v1.ts";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { noticesContract } from "./contract.ts";
import { reachRoutes } from "./reach-contract.ts";

export const notices = capability({
  name: "notices",
  owner: "vie-scolaire",
  impact: "families are not told of absences, and do not see those already recorded",
  contract: noticesContract,
  table: { stream: true },
  functions: {
    api: { table: ["Query"] },
    onRegisterSubmitted: { consumes: [registerSubmittedV1], table: ["GetItem", "PutItem", "UpdateItem"] },
    onRosterChanged: { consumes: [rosterChangedV1], table: ["PutItem"] },
    reachApi: { routes: Object.keys(reachRoutes), table: ["GetItem", "PutItem"] },
    onContactsChanged: { consumes: [contactsChangedV1], table: ["UpdateItem"] },
    onPersonErased: { consumes: [personErasedV1], table: ["Query", "BatchWriteItem"] },
    publisher: { publishes: { entities: ["notice"], events: [noticeChangedV1] } },
  },
});
