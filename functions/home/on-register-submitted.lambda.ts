import { consume, on } from "@preau/runtime";
import { registerRemindedV1 } from "../../events/register-reminded.v1.ts";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepReminder } from "./keep-reminder.ts";
import { keepRollCall } from "./keep-roll-call.ts";

type Deps = ReturnType<typeof makeDeps>;

export const handler = consume<Deps>(
  [on(registerSubmittedV1, keepRollCall), on(registerRemindedV1, keepReminder)],
  makeDeps,
);
