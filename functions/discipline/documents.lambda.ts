import { baseVariables, readEnvironment, serve } from "@preau/runtime";
import { objectVariables, openObjects } from "@preau/runtime/objects";
import { disciplineContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { addMeasureFile, readMeasureFile } from "./measures/add-measure-file.ts";

export const handler = serve(disciplineContract, { addMeasureFile, readMeasureFile }, () => ({
  ...makeDeps(),
  objects: openObjects(readEnvironment({ ...baseVariables, ...objectVariables })),
}));
