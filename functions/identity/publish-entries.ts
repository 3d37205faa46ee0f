import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { serviceEnteredV1 } from "../../events/service-entered.v1.ts";

/** What the rest of the cell hears of sign-ins: which partner was told what of whom, so that the person can read it. */
export const entryEvents = (changes: readonly Change[]): readonly Outgoing[] =>
  changes.flatMap(({ entity, after }) =>
    entity === "entry" && after !== undefined ? [outgoing(serviceEnteredV1, serviceEnteredV1.schema.parse(after))] : [],
  );
