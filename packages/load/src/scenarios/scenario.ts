import type { Capability } from "@preau/contract";
import type { Principal } from "@preau/policy";
import type { Asked } from "../../../../test/support/request.ts";

/** One route to measure: who asks for what, of tables that hold one believable school. */
export interface Scenario {
  /** The operation and its size, as the table of results shows it. */
  readonly name: string;
  readonly operation: string;
  readonly by: Principal;
  /** The nth request: reads ask for the same again, commands for something new. */
  asked(n: number): Asked;
}

/** The measured routes of a capability, and what fills its empty table (`TABLE_NAME`) as its events and imports would. */
export interface ScenarioSet {
  readonly capability: Capability;
  readonly scenarios: readonly Scenario[];
  fill(): Promise<void>;
}
