import { consume, on } from "@preau/runtime";
import { baseVariables, readEnvironment } from "@preau/runtime/environment";
import { openTable } from "@preau/store";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { openDetentionStore } from "./detention-store.ts";
import { erasePerson } from "./erase-person.ts";
import { openErasureStore } from "./erasure-store.ts";

export const handler = consume([on(personErasedV1, erasePerson)], () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return { erasures: openErasureStore(table), detentions: openDetentionStore(table) };
});
