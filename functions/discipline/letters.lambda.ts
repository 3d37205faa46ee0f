import { serve } from "@preau/runtime";
import { disciplineContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { printMeasureLetter } from "./letters/print-measure-letter.ts";

export const handler = serve(disciplineContract, { printMeasureLetter }, makeDeps);
