import { serve } from "@preau/runtime";
import { directoryContract } from "./contract.ts";
import { createImport } from "./create-import.ts";
import { makeDeps } from "./deps.ts";
import { listAudiences } from "./list-audiences.ts";
import { listImportIssues } from "./list-import-issues.ts";
import { readAudience } from "./read-audience.ts";
import { readImport } from "./read-import.ts";
import { readMe } from "./read-me.ts";
import { readPupil } from "./read-pupil.ts";
import { readSchool } from "./read-school.ts";
import { startImport } from "./start-import.ts";

const operations = {
  readMe,
  readSchool,
  listAudiences,
  readAudience,
  readPupil,
  createImport,
  startImport,
  readImport,
  listImportIssues,
};

export const handler = serve(directoryContract, operations, makeDeps);
