import type { Principal } from "./principal.ts";

/** Whether the account is a legal representative of the pupil, in that school. */
export const isGuardianOf = (principal: Principal, schoolId: string, pupilId: string): boolean =>
  principal.children.some((child) => child.schoolId === schoolId && child.pupilId === pupilId);
