import { serve } from "@preau/runtime";
import { disciplineContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import * as figures from "./figures/read-discipline-figures.ts";

export const handler = serve(disciplineContract, figures, makeDeps);
