import { type Capability, type Priority, routesOf } from "@preau/contract";
import type { Stage } from "../stages.ts";

/**
 * Requests a second at an ordinary bell: 2,200 for a million users (222 connections a year, 12 calls each, 15 % of a school day in its
 * busiest hour, four times that hour's mean when the bell rings).
 */
const BELL_RPS_PER_USER = 2_200 / 1_000_000;

/** What a function serves of a bell when its manifest does not say. */
const USUAL_SHARE = 0.005;

type Size = Pick<Stage, "users" | "surge">;

/** Requests a second at an ordinary bell, and at the worst that the stage must bear by itself. */
export const demandOf = ({ users, surge }: Size) => ({
  bellRps: users * BELL_RPS_PER_USER,
  peakRps: users * BELL_RPS_PER_USER * surge,
});

/** What a function is to its callers: the highest priority among its routes; the issuer's are essential, for apps renew their tokens there. */
export const priorityOf = (capability: Capability, functionName: string): Priority | undefined => {
  if (capability.functions[functionName]?.issuerRoutes !== undefined) return "essential";
  const served = new Set(routesOf(capability, functionName).map((name) => capability.contract.routes[name]?.priority));
  return (["essential", "standard", "deferrable"] as const).find((priority) => served.has(priority));
};

/** The part of all requests that a function serves at a bell; none for one that no request reaches. */
export const shareOf = (capability: Capability, functionName: string): number =>
  priorityOf(capability, functionName) === undefined
    ? 0
    : (capability.functions[functionName]?.bellShare ?? USUAL_SHARE);
