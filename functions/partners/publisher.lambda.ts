import { publish } from "@preau/runtime/publish";
import { makeDeps } from "./deps.ts";
import { serviceEvents } from "./publish-services.ts";

export const handler = publish("partners", serviceEvents(makeDeps().registry));
