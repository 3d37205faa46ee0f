import { consume, on } from "@preau/runtime";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import { sectorsChangedV1 } from "../../events/sectors-changed.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepSectors, keepTaught } from "./school/keep-shares.ts";

export const handler = consume([on(sectorsChangedV1, keepSectors), on(lessonsPublishedV1, keepTaught)], makeDeps);
