import { overRaces } from "@preau/store";
import type { PupilKey } from "../pupil-day/day-store.ts";
import type { TallyStore } from "../tallies/tally-store.ts";
import { alertIdOf, weighed } from "./alert.ts";
import type { AlertStore } from "./alert-store.ts";
import type { ListedPupil } from "./listed-pupil.ts";
import { figureFor, periodOf, watched } from "./threshold.ts";

interface Deps {
  readonly alerts: Pick<AlertStore, "alertsOf" | "weigh" | "thresholds">;
  readonly tallies: Pick<TallyStore, "figuresOf">;
  now(): Date;
}

/** Whoever meets another recount of the same pupil weighs again. */
const ATTEMPTS = 6;

const weighAll = async (
  { key, month, listed }: { readonly key: PupilKey; readonly month: string; readonly listed: ListedPupil },
  { alerts, tallies, now }: Deps,
): Promise<void> => {
  const figures = await tallies.figuresOf(key);
  if (figures === undefined) return;
  const [known, decided] = await Promise.all([alerts.alertsOf(key), alerts.thresholds(key)]);
  const byId = new Map(known.map(({ alert }) => [alert.alertId, alert]));
  const at = now().toISOString();
  const { pupilId, ...school } = key;
  for (const threshold of watched(decided)) {
    const period = periodOf(threshold, month);
    const figure = figureFor(threshold, month, figures.months);
    const alert = weighed(threshold, period, figure, byId.get(alertIdOf(threshold.thresholdId, period)), at);
    if (alert !== undefined) await alerts.weigh(school, { pupilId, alert, listed }, figures.version);
  }
};

/** Compares a pupil's figures with the thresholds of the law and of the school. Nothing is sent by itself: school life reads and decides. */
export const raiseAlerts = (
  about: { readonly key: PupilKey; readonly month: string; readonly listed: ListedPupil },
  deps: Deps,
): Promise<void> => overRaces(ATTEMPTS, () => weighAll(about, deps));
