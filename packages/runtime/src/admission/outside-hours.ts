import { schoolTimeOf, spokenDay } from "@preau/calendar";
import type { Route } from "@preau/contract";
import { type AccessWindow, accessUnder, type Claims, principalOf } from "@preau/policy";
import type { Refusal } from "./refusal.ts";

/** « mardi 17 mars à 18 h 00 », on the clock of Paris. */
const inFrench = (at: Date): string => {
  const { day, time } = schoolTimeOf(at);
  return `${spokenDay(day)} à ${time.replace(":", " h ")}`;
};

/**
 * Refuses who comes outside the hours of a territory, for what they are where they ask; says when it opens again. Who is nobody in the
 * school asked for is let through, to be told by the chain what every stranger is told.
 */
export const outsideHours = (
  windows: readonly AccessWindow[],
  claims: Claims,
  { roles, priority }: Route,
  schoolId: string | undefined,
  now: number,
): Refusal | undefined => {
  if (windows.length === 0 || priority === "essential") return undefined;
  const held = principalOf(claims).memberships.filter(
    (one) => (schoolId === undefined || one.schoolId === schoolId) && roles.includes(one.role),
  );
  const access = accessUnder(windows, held, now);
  if (access.open) return undefined;
  return { reason: "hours", detail: `Il sera de nouveau ouvert ${inFrench(access.opensAt)} (heure de Paris).` };
};
