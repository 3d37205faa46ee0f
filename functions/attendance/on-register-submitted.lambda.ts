import { consume, on } from "@preau/runtime";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepBoard } from "./keep-board.ts";

export const handler = consume([on(registerSubmittedV1, keepBoard)], makeDeps);
