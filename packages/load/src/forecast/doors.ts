import { createBucket } from "@preau/local/limits/bucket";
import type { AccountLimits, Broken } from "./model.ts";

/** Which bucket of the gateway is empty. */
export type DoorRefusal = "route" | "account";

/** The gateway's token buckets: the route's own, then the account's, which all its APIs share. What a route refuses takes nothing from the account. */
export const openDoors = (
  { gateway, routes }: Pick<AccountLimits, "gateway" | "routes">,
  now: () => number,
  broken?: Broken,
) => {
  const account = createBucket({ perSecond: gateway.rate, most: gateway.burst }, now);
  const own = new Map(
    Object.entries(routes).map(([route, { rate, burst }]) => [
      route,
      createBucket({ perSecond: rate, most: burst }, now),
    ]),
  );
  return (route: string): DoorRefusal | undefined => {
    const bucket = broken === "no-route-buckets" ? undefined : own.get(route);
    if (bucket !== undefined) {
      if (!bucket.has(1)) return "route";
      bucket.spend(1);
    }
    if (!account.has(1)) return "account";
    account.spend(1);
    return undefined;
  };
};
