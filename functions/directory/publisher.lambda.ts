import { publish } from "@preau/runtime/publish";
import { directoryEvents } from "./publish-directory.ts";

export const handler = publish("directory", directoryEvents);
