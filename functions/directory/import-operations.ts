import { approveImport } from "./approve-import.ts";
import { cancelImport } from "./cancel-import.ts";
import { createImport, createSchoolImport } from "./create-import.ts";
import { listImportChanges } from "./list-import-changes.ts";
import { listImportIssues } from "./list-import-issues.ts";
import { listImportSchools } from "./list-import-schools.ts";
import { readImport } from "./read-import.ts";
import { startImport } from "./start-import.ts";

/** The use cases of imports, for an operator and for a school alike: an import of another school does not exist for this one. */
export const importOperations = {
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
