import type { RouteModel } from "../assembly/apis.ts";
import { createThrottle } from "../gateway/throttle.ts";
import { createBucket } from "./bucket.ts";
import type { Limits } from "./limits.ts";
import type { Meter } from "./meter.ts";

/**
 * Whether the gateway lets a request through: its route's own throttle, scaled, then the bucket of the account, which all HTTP APIs share. In this
 * order, as AWS documents it for REST APIs: what a route refuses takes nothing from the account. `now` is in milliseconds.
 */
export function gatewayLimits(
  { gateway }: Pick<Limits, "gateway">,
  meter: Pick<Meter, "routeRefused">,
  now: () => number = () => performance.now(),
): (route: RouteModel) => boolean {
  const account = createBucket({ perSecond: gateway.rate, most: gateway.burst }, now);
  const routes = new Map<RouteModel, () => boolean>();
  const throttleOf = (route: RouteModel): (() => boolean) => {
    const known = routes.get(route);
    if (known !== undefined) return known;
    const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = route.throttle;
    const own = gateway.routes?.[route.routeKey];
    const throttle = createThrottle(
      own !== undefined
        ? { ThrottlingRateLimit: own.rate, ThrottlingBurstLimit: own.burst }
        : {
            ...(rate !== undefined && { ThrottlingRateLimit: rate * gateway.routeShare }),
            // A burst of less than one request would let none through.
            ...(burst !== undefined && { ThrottlingBurstLimit: Math.max(1, burst * gateway.routeShare) }),
          },
      now,
    );
    routes.set(route, throttle);
    return throttle;
  };
  return (route) => {
    if (throttleOf(route)() && account.has(1)) {
      account.spend(1);
      return true;
    }
    meter.routeRefused(route.routeKey);
    return false;
  };
}
