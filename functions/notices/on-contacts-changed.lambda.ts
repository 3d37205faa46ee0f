import { consume, on } from "@preau/runtime";
import { baseVariables, readEnvironment } from "@preau/runtime/environment";
import { openTable } from "@preau/store";
import { contactsChangedV1 } from "../../events/contacts-changed.v1.ts";
import { openContactStore } from "./contacts/contact-store.ts";
import { keepContacts } from "./contacts/keep-contacts.ts";

export const handler = consume([on(contactsChangedV1, keepContacts)], () => ({
  contacts: openContactStore(openTable(readEnvironment(baseVariables).TABLE_NAME)),
}));
