import { serve } from "@preau/runtime";
import { admissionContract } from "./contract.ts";
import { makeOperatorDeps } from "./deps.ts";
import { endWindow } from "./end-window.ts";
import { previewWindows } from "./preview-windows.ts";
import { readAdmission } from "./read-admission.ts";
import { saveWindows } from "./save-windows.ts";
import { endLevel, setLevel } from "./set-level.ts";
import { switchCapabilityOff, switchCapabilityOn } from "./switch-capability.ts";

const operations = {
  ...{ readAdmission, setLevel, endLevel, switchCapabilityOff, switchCapabilityOn },
  ...{ previewWindows, saveWindows, endWindow },
};

export const handler = serve(admissionContract, operations, makeOperatorDeps);
