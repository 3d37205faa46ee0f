import { publish } from "@preau/runtime/publish";
import { makeDeps } from "./deps.ts";
import { listEvents } from "./lists/apply-list.ts";
import { registerEvents } from "./publish-registers.ts";
import { presenceEvents } from "./pupil-day/publish-presences.ts";
import { reminderEvents } from "./registers/publish-reminders.ts";

const { registers, days, settings } = makeDeps();
const registersOf = registerEvents(registers);
const presencesOf = presenceEvents(days, settings);

export const handler = publish("attendance", async (changes) => [
  ...registersOf(changes),
  ...(await presencesOf(changes)),
  ...reminderEvents(changes),
  ...listEvents(changes),
]);
