import { consume, on } from "@preau/runtime";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { makeDeps } from "./deps.ts";
import { recordNotices } from "./record-notices.ts";

export const handler = consume([on(registerSubmittedV1, recordNotices)], makeDeps);
