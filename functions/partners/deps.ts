import { randomBytes } from "node:crypto";
import { baseVariables, newId, now, readEnvironment } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import { openAccessStore } from "./access-store.ts";
import { openPeopleStore } from "./people-store.ts";
import { openRegistry } from "./store.ts";

/** Built once per cold start. */
export const makeDeps = () => {
  const { TABLE_NAME, STAGE } = readEnvironment(baseVariables);
  const table = openTable(TABLE_NAME);
  return {
    now,
    newServiceId: () => newId("srv"),
    newSecret: () => randomBytes(32).toString("base64url"),
    /** On one machine, services under test run there too. */
    acceptsLoopback: STAGE === "local",
    replies: openReplies(table),
    registry: openRegistry(table),
    people: openPeopleStore(table),
    accesses: openAccessStore(table),
  };
};
