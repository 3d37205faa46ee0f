import type { Payload } from "@preau/contract";
import type { presenceChangedV1 } from "../../../events/presence-changed.v1.ts";
import type { AlertStore } from "../alerts/alert-store.ts";
import { raiseAlerts } from "../alerts/raise-alerts.ts";
import type { SettingsStore } from "../pupil-day/settings-store.ts";
import { keepTally } from "./keep-tally.ts";
import { recount } from "./recount.ts";
import type { TallyStore } from "./tally-store.ts";

interface Deps {
  readonly tallies: TallyStore;
  readonly alerts: AlertStore;
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
}

/**
 * What follows from a pupil's day that changed: the book of the class, the figures of the month, the alerts. Each part bears repetition
 * and disorder, so that the event may come twice, or late.
 */
export const followPupil = async (changed: Payload<typeof presenceChangedV1>, deps: Deps): Promise<void> => {
  const { schoolId, schoolYear, pupilId, familyName, givenName, classId, className, day } = changed;
  const key = { schoolId, schoolYear, pupilId };
  const memberships = await deps.tallies.everyMembership(key);
  await keepTally(changed, memberships, deps);
  await recount(changed, deps);
  const audienceIds = memberships.filter(({ member }) => member).map(({ audienceId }) => audienceId);
  const listed = { familyName, givenName, classId, className, audienceIds };
  await raiseAlerts({ key, month: day.slice(0, 7), listed }, deps);
};
