import { type Change, outgoing } from "@preau/runtime/publish";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import type { RegisterStore } from "./register-store.ts";

/** Each committed register leaves once as an event that carries its whole state. */
export const registerEvents =
  ({ submittedOf }: Pick<RegisterStore, "submittedOf">) =>
  (changes: readonly Change[]) =>
    changes.flatMap(({ entity, after }) =>
      entity === "register" && after !== undefined ? [outgoing(registerSubmittedV1, submittedOf(after))] : [],
    );
