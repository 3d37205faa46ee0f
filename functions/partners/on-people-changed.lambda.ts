import { consume, on } from "@preau/runtime";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepPeople } from "./keep-people.ts";

export const handler = consume([on(peopleChangedV1, keepPeople)], makeDeps);
