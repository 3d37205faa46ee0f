import { consume, on } from "@preau/runtime";
import { baseVariables, readEnvironment } from "@preau/runtime/environment";
import { objectVariables, openObjects } from "@preau/runtime/objects";
import { openTable } from "@preau/store";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { erasePerson } from "./erase-person.ts";
import { openErasureStore } from "./erasure-store.ts";
import { openPupilFileStore } from "./retention/pupil-file-store.ts";

const makeDeps = () => {
  const environment = readEnvironment({ ...baseVariables, ...objectVariables });
  const table = openTable(environment.TABLE_NAME);
  return {
    erasures: openErasureStore(table),
    files: openPupilFileStore(table),
    objects: openObjects(environment),
  };
};

export const handler = consume([on(personErasedV1, erasePerson)], makeDeps);
