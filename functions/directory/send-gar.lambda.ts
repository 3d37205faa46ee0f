import { onSchedule } from "@preau/runtime";
import { makeDeps } from "./exports/deps.ts";
import { sendGar } from "./exports/send-gar.ts";

export const handler = onSchedule(sendGar, makeDeps);
