import { capability } from "@preau/contract";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { serviceChangedV1 } from "../../events/service-changed.v1.ts";
import { serviceChoiceChangedV1 } from "../../events/service-choice-changed.v1.ts";
import { serviceEnteredV1 } from "../../events/service-entered.v1.ts";
import { identityContract } from "./contract.ts";

export const identity = capability({
  name: "identity",
  owner: "identite",
  impact: "Nobody can sign in; people already signed in are cut off as their 15-minute tokens run out",
  contract: identityContract,
  table: { stream: true },
  functions: {
    api: {
      table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
      switchboard: ["PutItem", "DeleteItem"],
      timeoutSeconds: 15,
    },
    sheets: {
      routes: ["printActivationSheet"],
      table: ["GetItem", "Query", "PutItem"],
      memoryMiB: 1024,
      timeoutSeconds: 25,
      concurrency: 5,
      bundle: { kib: 2_000, because: "pdfmake and the fonts it draws names of any country with" },
    },
    issuer: {
      issuerRoutes: [
        "GET /.well-known/openid-configuration",
        "GET /jwks",
        "GET /authorize",
        "GET /authorize/{uid}",
        "GET /sign-in/{uid}",
        "POST /token",
        "POST /token/revocation",
        "GET /session/end",
        "POST /session/end/confirm",
        "GET /session/end/success",
      ],
      table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
      switchboard: ["Query"],
      bellShare: 0.05,
      memoryMiB: 1024,
      timeoutSeconds: 10,
    },
    signIn: {
      issuerRoutes: ["POST /sign-in/{uid}"],
      table: ["GetItem", "Query", "PutItem", "UpdateItem"],
      memoryMiB: 1024,
      timeoutSeconds: 10,
      concurrency: 100,
    },
    federationSaml: {
      issuerRoutes: [
        "GET /federation/saml/metadata",
        "GET /sign-in/{uid}/educonnect",
        "GET /sign-in/{uid}/agents",
        "POST /federation/educonnect/acs",
        "POST /federation/agents/acs",
      ],
      table: ["GetItem", "Query", "PutItem", "UpdateItem"],
      memoryMiB: 1024,
      timeoutSeconds: 10,
    },
    federationOidc: {
      issuerRoutes: ["GET /sign-in/{uid}/franceconnect", "GET /federation/franceconnect/callback"],
      table: ["GetItem", "Query", "PutItem", "UpdateItem"],
      timeoutSeconds: 20,
    },
    continueSignIn: {
      issuerRoutes: ["GET /sign-in/{uid}/continue/{ticket}", "POST /sign-in/{uid}/continue/{ticket}"],
      table: ["GetItem", "Query", "PutItem", "UpdateItem"],
      memoryMiB: 1024,
      timeoutSeconds: 10,
    },
    configureFederation: {
      table: ["GetItem", "PutItem", "DeleteItem"],
      timeoutSeconds: 10,
      concurrency: 1,
    },
    activate: {
      issuerRoutes: [
        "GET /activation",
        "POST /activation",
        "GET /forgotten",
        "POST /forgotten",
        "GET /sign-in/{uid}/activation",
        "POST /sign-in/{uid}/activation",
        "GET /sign-in/{uid}/forgotten",
        "POST /sign-in/{uid}/forgotten",
      ],
      table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
      switchboard: ["PutItem"],
      memoryMiB: 1024,
      timeoutSeconds: 10,
      concurrency: 50,
    },
    sendMails: {
      follows: ["mail-order"],
      sendsMail: true,
      table: ["GetItem", "Query", "PutItem", "UpdateItem"],
      timeoutSeconds: 30,
    },
    setPasswords: {
      table: ["GetItem", "PutItem", "UpdateItem"],
      switchboard: ["PutItem"],
      memoryMiB: 1024,
      timeoutSeconds: 60,
      concurrency: 2,
    },
    onPersonErased: { consumes: [personErasedV1], table: ["Query", "DeleteItem"], concurrency: 2 },
    onPeopleChanged: {
      consumes: [peopleChangedV1],
      table: ["BatchGetItem", "BatchWriteItem", "PutItem", "UpdateItem"],
      timeoutSeconds: 30,
      concurrency: 5,
    },
    onServiceChanged: {
      consumes: [serviceChangedV1, serviceChoiceChangedV1],
      table: ["PutItem", "UpdateItem"],
      concurrency: 2,
    },
    publisher: { publishes: { entities: ["entry"], events: [serviceEnteredV1] } },
    onRosterChanged: {
      consumes: [rosterChangedV1],
      table: ["PutItem"],
      concurrency: 2,
    },
  },
});
