import { publish } from "@preau/runtime/publish";
import { entryEvents } from "./publish-entries.ts";

export const handler = publish("identity", entryEvents);
