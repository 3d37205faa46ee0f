import { serve } from "@preau/runtime";
import { attendanceContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { endExemption } from "./exemptions/end-exemption.ts";
import { exportExemptions } from "./exemptions/export-exemptions.ts";
import { grantExemption } from "./exemptions/grant-exemption.ts";
import { listExemptions } from "./exemptions/list-exemptions.ts";

const operations = { grantExemption, listExemptions, exportExemptions, endExemption };

export const handler = serve(attendanceContract, operations, makeDeps);
