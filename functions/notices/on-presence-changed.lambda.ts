import { consume, on } from "@preau/runtime";
import { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import { makeNewsDeps } from "./deps.ts";
import { notePresence } from "./note-presence.ts";

export const handler = consume([on(presenceChangedV1, notePresence)], makeNewsDeps);
