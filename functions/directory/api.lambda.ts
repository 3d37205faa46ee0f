import { serve } from "@preau/runtime";
import { approveImport } from "./approve-import.ts";
import { cancelImport } from "./cancel-import.ts";
import { directoryContract } from "./contract.ts";
import { createImport, createSchoolImport } from "./create-import.ts";
import { makeDeps } from "./deps.ts";
import { listAudiences } from "./list-audiences.ts";
import { listImportChanges } from "./list-import-changes.ts";
import { listImportIssues } from "./list-import-issues.ts";
import { listImportSchools } from "./list-import-schools.ts";
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
  listImportSchools,
  listImportChanges,
  approveImport,
  cancelImport,
  createSchoolImport,
  startSchoolImport: startImport,
  readSchoolImport: readImport,
  listSchoolImportIssues: listImportIssues,
  listSchoolImportChanges: listImportChanges,
  approveSchoolImport: approveImport,
  cancelSchoolImport: cancelImport,
};

export const handler = serve(directoryContract, operations, makeDeps);
