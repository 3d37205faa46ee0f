import { consume, on } from "@preau/runtime/consume";
import { serviceChangedV1 } from "../../events/service-changed.v1.ts";
import { serviceChoiceChangedV1 } from "../../events/service-choice-changed.v1.ts";
import { keepClient, keepClientChoice } from "./keep-clients.ts";
import { openRegisteredClients } from "./store/registered-clients.ts";
import { variable } from "./variable.ts";

export const handler = consume(
  [on(serviceChangedV1, keepClient), on(serviceChoiceChangedV1, keepClientChoice)],
  () => ({
    clients: openRegisteredClients(variable("TABLE_NAME"), () => Math.floor(Date.now() / 1000)),
  }),
);
