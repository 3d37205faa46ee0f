import { serve } from "@preau/runtime";
import { directoryContract } from "./contract.ts";
import { changeGarSettings, readGarSettings } from "./exports/change-gar-settings.ts";
import { makeDeps } from "./exports/deps.ts";
import { listExports } from "./exports/list-exports.ts";
import { readExport, readGarExport } from "./exports/read-export.ts";
import { requestExport } from "./exports/request-export.ts";
import { requestGarExport } from "./exports/request-gar-export.ts";

const operations = {
  requestExport,
  readExport,
  listExports,
  readGarSettings,
  changeGarSettings,
  requestGarExport,
  readGarExport,
};

export const handler = serve(directoryContract, operations, makeDeps);
