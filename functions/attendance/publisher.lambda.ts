import { publish } from "@preau/runtime/publish";
import { makeDeps } from "./deps.ts";
import { registerEvents } from "./publish-registers.ts";

export const handler = publish("attendance", registerEvents(makeDeps().registers));
