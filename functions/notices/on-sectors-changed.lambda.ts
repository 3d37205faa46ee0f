import { consume, on } from "@preau/runtime";
import { sectorsChangedV1 } from "../../events/sectors-changed.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepSectors } from "./keep-sectors.ts";

export const handler = consume([on(sectorsChangedV1, keepSectors)], makeDeps);
