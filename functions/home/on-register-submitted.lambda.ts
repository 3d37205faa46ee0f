import { consume, on } from "@preau/runtime";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepRollCall } from "./keep-roll-call.ts";

export const handler = consume([on(registerSubmittedV1, keepRollCall)], makeDeps);
