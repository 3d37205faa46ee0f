import type { Device } from "./devices.ts";
import type { OperationModel } from "./model.ts";
import type { SecondTally } from "./tally.ts";

/** What somebody wants, from the moment they want it, and the second of the tally that it counts in. */
export interface Intent {
  readonly operation: OperationModel;
  readonly device: Device;
  readonly wantedAt: number;
  readonly row: SecondTally;
  readonly school: number;
  attempts: number;
}
