import { serve } from "@preau/runtime";
import { printActivationSheet } from "./activation/print-activation-sheet.ts";
import { identityContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";

export const handler = serve(identityContract, { printActivationSheet }, makeDeps);
