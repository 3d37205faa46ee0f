/**
 * The school whose share a request takes: the one asked for when the account is somebody there, else the first it belongs to. An
 * address made up by the sender is nobody's share. `memberships` is the claim as it was signed (`<UAI>:<role>:<personId>` …).
 */
export const schoolOf = (memberships = "", asked?: string): string | undefined => {
  if (asked !== undefined && ` ${memberships}`.includes(` ${asked}:`)) return asked;
  return memberships.slice(0, memberships.indexOf(":")) || undefined;
};
