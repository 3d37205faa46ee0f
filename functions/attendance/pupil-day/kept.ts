import type { Instant } from "@preau/contract";
import type { Place } from "../presence-contract.ts";
import type { PresenceFact, Statement } from "./presence.ts";
import type { Treatment } from "./treatment.ts";

/** A fact with who said it and where: who reads the history sees all of it. */
export interface KeptFact extends Omit<PresenceFact, "factId"> {
  readonly place: Place;
  readonly by: string;
  readonly byRole: string;
  readonly receivedAt: Instant;
}

export type KeptTreatment = Omit<Treatment, "treatmentId">;

/** What a family wrote; the text is for school life alone. */
export interface KeptStatement extends Statement {
  readonly text: string;
  readonly by: string;
  readonly at: Instant;
}
