import { listSchools } from "./list-schools.ts";
import { makeSchoolDeps } from "./school-deps.ts";

const deps = makeSchoolDeps();

/** Asked by functions of other capabilities, never over HTTP: only those whose manifest says that they invoke it may. */
export const handler = async () => ({ schools: await listSchools(deps) });
