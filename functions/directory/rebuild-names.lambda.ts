import { makeSchoolDeps } from "./school-deps.ts";
import { rebuildNames } from "./search/rebuild-names.ts";

const deps = makeSchoolDeps();

export const handler = (input: unknown) => rebuildNames(input, deps);
