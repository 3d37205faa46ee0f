import { publish } from "@preau/runtime/publish";
import { makeDeps } from "./deps.ts";
import { disciplineEvents } from "./publish-discipline.ts";

export const handler = publish("discipline", disciplineEvents(makeDeps().files.readMeasure));
