import type { Priority } from "@preau/contract";
import type { RunRecord } from "../run/run-record.ts";

/** What somebody wants at a given moment: to read the day's lessons, to hand in a roll call. */
export interface Intent {
  /** `home.readHome`. */
  readonly operation: string;
  readonly priority: Priority;
  readonly role: string;
  readonly schoolId: string;
  /**
   * Asks for it through the device's client, whose requests must leave by the wire that the crowd was given: this is how attempts, bytes
   * and statuses are counted for the right intent. Resolves when the person has what they wanted (a 304 counts); throws otherwise.
   */
  run(): Promise<unknown>;
}

/** Everybody who may want something during a run. */
export interface Crowd {
  readonly people: number;
  /**
   * Who wants what at this moment: asked in order of time, just before sending, whatever became of earlier intents (somebody whose think
   * time is over, else somebody new). Must be cheap: its time is the generator's. `atMs` is counted from the start of the run.
   */
  next(atMs: number): Intent;
  /** Reads back what was acknowledged, once all is quiet. */
  checkWrites?(): Promise<RunRecord["writes"]>;
}

/** How a device speaks, for `createClient({ fetch, wait })` or by itself. Nothing leaves once its intent's ten seconds are over. */
export interface Wire {
  readonly fetch: typeof fetch;
  wait(milliseconds: number): Promise<void>;
}

/** What a person gives an application before closing it, from the moment they wanted something. */
export const PATIENCE_MS = 10_000;
