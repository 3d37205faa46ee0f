import type { Write } from "@preau/store";
import type { AdmissionWrites } from "@preau/store/switch-writes";
import { type Decisions, endOf, type Level } from "./decisions.ts";

/** A level raised by the alarm is said again each minute; when nobody says it any more, it ends by itself. */
const SAID_AGAIN_WITHIN_MS = 5 * 60_000;

/** The level that holds, and whose it is: a hand wins, were it to say that nothing is refused. */
export const levelInForce = ({ hand }: Pick<Decisions, "hand">, alarm: Level) => {
  if (hand !== undefined) return { level: hand.level, setBy: "hand" as const };
  return { level: alarm, setBy: alarm > 0 ? ("alarm" as const) : ("nobody" as const) };
};

/** The write that makes the switchboard say the level that holds at an instant. */
export const levelWrite = (
  switches: Pick<AdmissionWrites, "throw" | "end">,
  decisions: Pick<Decisions, "hand">,
  alarm: Level,
  now: Date,
): Write => {
  const { level, setBy } = levelInForce(decisions, alarm);
  if (level === 0) return switches.end("level");
  const end = new Date(now.getTime() + SAID_AGAIN_WITHIN_MS).toISOString();
  const until = endOf(decisions.hand?.until ?? end);
  return switches.throw({ id: "level", level, by: setBy === "hand" ? "hand" : "alarm", until });
};
