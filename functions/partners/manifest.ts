import { capability } from "@preau/contract";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { serviceChangedV1 } from "../../events/service-changed.v1.ts";
import { serviceChoiceChangedV1 } from "../../events/service-choice-changed.v1.ts";
import { serviceEnteredV1 } from "../../events/service-entered.v1.ts";
import { partnersContract } from "./contract.ts";

export const partners = capability({
  name: "partners",
  owner: "identite",
  impact: "nobody can enter partner services (Pronote and others) from the school's space; those inside stay inside",
  contract: partnersContract,
  table: { stream: true },
  functions: {
    api: { table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"], bellShare: 0.04 },
    cas: {
      issuerRoutes: [
        "GET /cas/login",
        "GET /cas/callback",
        "GET /cas/validate",
        "GET /cas/serviceValidate",
        "GET /cas/proxyValidate",
        "GET /cas/p3/serviceValidate",
        "GET /cas/p3/proxyValidate",
        "GET /cas/proxy",
        "GET /cas/logout",
        "GET /cas/signed-out",
      ],
      table: ["GetItem", "BatchGetItem", "Query", "PutItem", "DeleteItem"],
    },
    onPeopleChanged: { consumes: [peopleChangedV1], table: ["PutItem"] },
    onServiceEntered: { consumes: [serviceEnteredV1], table: ["PutItem"] },
    publisher: { publishes: { entities: ["service", "choice"], events: [serviceChangedV1, serviceChoiceChangedV1] } },
  },
});
