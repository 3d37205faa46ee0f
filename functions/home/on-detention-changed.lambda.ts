import { consume, on } from "@preau/runtime";
import { detentionChangedV1 } from "../../events/detention-changed.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepDetention } from "./keep-detention.ts";

export const handler = consume([on(detentionChangedV1, keepDetention)], makeDeps);
