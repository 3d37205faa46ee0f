import type { Sectors, VisibilitySettings } from "@preau/policy";
import type { KeptLink } from "../visibility/kept-link.ts";

/** How long somebody who left keeps an account, and how long they may then be restored. */
export interface LifeCycleDelays {
  readonly openDays: number;
  readonly restorableDays: number;
}

/** What schools decide in the directory, by subject. */
export interface SchoolSettings {
  readonly visibility: VisibilitySettings;
  readonly sectors: Sectors;
  readonly "life-cycle": LifeCycleDelays;
  readonly links: readonly KeptLink[];
}
export type Subject = keyof SchoolSettings;

export const SUBJECTS = ["visibility", "sectors", "life-cycle", "links"] as const satisfies readonly Subject[];

/**
 * How a school is as long as nobody decided otherwise. Ninety days open: the decree on ENT gives three months to close the account of
 * who has left (arrêté du 30 novembre 2006, quoted from memory and to be checked by whoever signs the treatment's register).
 */
export const USUAL: SchoolSettings = {
  visibility: {},
  sectors: { everybodySeesAll: true, sectors: [] },
  "life-cycle": { openDays: 90, restorableDays: 90 },
  links: [],
};
