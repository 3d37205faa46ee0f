import type { Payload } from "@preau/contract";
import { consume, on } from "@preau/runtime";
import { baseVariables, readEnvironment } from "@preau/runtime/environment";
import { openTable } from "@preau/store";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { openContactStore } from "./contacts/contact-store.ts";
import { erasePerson } from "./erase-person.ts";
import { openErasureStore } from "./erasure-store.ts";
import { eraseMessages } from "./messages/erase-messages.ts";
import { openReceivedStore } from "./messages/received-store.ts";
import { openNewsStore } from "./news-store.ts";

const makeDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return {
    erasures: openErasureStore(table),
    news: openNewsStore(table),
    received: openReceivedStore(table),
    contacts: openContactStore(table),
  };
};

const eraseAll = async (erasure: Payload<typeof personErasedV1>, deps: ReturnType<typeof makeDeps>): Promise<void> => {
  await erasePerson(erasure, deps);
  await eraseMessages(erasure, deps);
};

export const handler = consume([on(personErasedV1, eraseAll)], makeDeps);
