import { serve } from "@preau/runtime";
import { attendanceContract } from "./contract.ts";
import { attachProof } from "./statements/attach-proof.ts";
import { decideStatement } from "./statements/decide-statement.ts";
import { makeStatementDeps } from "./statements/deps.ts";
import { exportStatements } from "./statements/export-statements.ts";
import { listPupilStatements } from "./statements/list-pupil-statements.ts";
import { listStatements } from "./statements/list-statements.ts";
import { readProof } from "./statements/read-proof.ts";

const operations = {
  listStatements,
  exportStatements,
  listPupilStatements,
  decideStatement,
  attachProof,
  readProof,
};

export const handler = serve(attendanceContract, operations, makeStatementDeps);
