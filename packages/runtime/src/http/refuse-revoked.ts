import { problem } from "@preau/contract";
import { type Principal, rolesIn, underBlocks } from "@preau/policy";
import type { Watched } from "./watch-switchboard.ts";

const isSignedOut = ({ accountId, deviceId, issuedAt = 0 }: Principal, { revoked }: Watched): boolean =>
  [accountId, deviceId].some((id) => id !== undefined && issuedAt < (revoked.get(id)?.before ?? 0));

/**
 * The principal as the switchboard leaves it. Throws `signed-out` for a token made before its account or device was signed
 * out, and `blocked` where nothing is left in the school asked for. A token made during a block that has since been lifted
 * lacks what it could have again: it is refused as `unauthenticated`, so that the application asks for another.
 */
export const refuseRevoked = (
  principal: Principal,
  watched: Watched,
  schoolId: string | undefined,
  nowSeconds: number,
): Principal => {
  if (isSignedOut(principal, watched)) throw problem("signed-out");
  const blocks = watched.blocks.filter(({ until }) => until > nowSeconds);
  const left = underBlocks(principal, blocks);
  if (schoolId === undefined || rolesIn(left, schoolId).length > 0) return left;
  if (left.blocked.includes(schoolId)) throw problem("blocked");
  if (principal.blocked?.includes(schoolId))
    throw problem(blocks.some((one) => one.schoolId === schoolId) ? "blocked" : "unauthenticated");
  return left;
};
