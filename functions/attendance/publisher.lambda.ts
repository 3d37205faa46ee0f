import { publish } from "@preau/runtime/publish";
import { makeDeps } from "./deps.ts";
import { registerEvents } from "./publish-registers.ts";
import { presenceEvents } from "./pupil-day/publish-presences.ts";

const { registers, days } = makeDeps();
const registersOf = registerEvents(registers);
const presencesOf = presenceEvents(days);

export const handler = publish("attendance", (changes) => [...registersOf(changes), ...presencesOf(changes)]);
