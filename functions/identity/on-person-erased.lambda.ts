import { consume, on } from "@preau/runtime/consume";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { erasePerson } from "./erase-person.ts";
import { openErasures } from "./store/erasures-store.ts";
import { variable } from "./variable.ts";

export const handler = consume([on(personErasedV1, erasePerson)], () => ({
  erasures: openErasures(variable("TABLE_NAME")),
}));
