import { serve } from "@preau/runtime";
import { directoryContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { importOperations } from "./import-operations.ts";
import { listAudiences } from "./list-audiences.ts";
import { readAudience } from "./read-audience.ts";
import { readMe } from "./read-me.ts";
import { readPupil } from "./read-pupil.ts";
import { readSchool } from "./read-school.ts";

const operations = {
  readMe,
  readSchool,
  listAudiences,
  readAudience,
  readPupil,
  ...importOperations,
};

export const handler = serve(directoryContract, operations, makeDeps);
