import { routesOf } from "@preau/contract";
import { expect, it } from "vitest";
import { capabilityList } from "../../../../infra/capability-list.ts";
import { shareOf } from "../../../../infra/scaling/demand.ts";
import { dayPlans } from "../surge/scenarios.ts";
import { sharesOf } from "./aws-model.ts";

/** Throttles and what is set aside follow from what a manifest says: what it forgets is refused at the first surge. */
it("no function serves more of an ordinary morning than its manifest says", () => {
  const ordinary = dayPlans.find(({ name }) => name === "ordinary-day");
  if (ordinary === undefined) throw new Error("there is an ordinary day");
  const asked = sharesOf(ordinary);
  const short = capabilityList.flatMap((capability) =>
    Object.keys(capability.functions).flatMap((name) => {
      const served = routesOf(capability, name).map((route) => asked.get(`${capability.name}.${String(route)}`) ?? 0);
      const share = served.reduce((sum, one) => sum + one, 0);
      // A function that says nothing has half a hundredth, and its gateway twice that at least.
      return share > Math.max(shareOf(capability, name), 0.01)
        ? [`${capability.name}-${name}: ${share.toFixed(3)}`]
        : [];
    }),
  );
  expect(short).toEqual([]);
});
