import { capabilityList } from "../../../../infra/capability-list.ts";
import { quotasOf } from "../../../../infra/scaling/quotas.ts";
import { stageNamed } from "../../../../infra/stages.ts";
import type { ThrottleCount } from "./tally.ts";

const needOf = (users: number, surge: number, name: string): number =>
  quotasOf({ ...stageNamed("prod"), users, surge }, capabilityList).find((one) => one.name === name)?.needed ?? 0;

/** What to raise, and to what, for a surge that was refused: quotas of the account, or the stage itself. */
export const remedyOf = (
  throttles: readonly ThrottleCount[],
  { users, surge, builtFor }: { readonly users: number; readonly surge: number; readonly builtFor: number },
): readonly string[] => {
  const met = (layer: ThrottleCount["layer"], isAccount: boolean): boolean =>
    throttles.some((one) => one.layer === layer && (one.where === "account") === isAccount);
  const wanted = Math.max(surge, builtFor);
  const need = (name: string): string => needOf(users, wanted, name).toLocaleString("en");
  return [
    ...(met("gateway", true)
      ? [
          `Raise: API Gateway, throttle rate of the account, to ${need("Throttle rate, requests a second")} requests a second.`,
        ]
      : []),
    ...(met("lambda", true)
      ? [
          `Raise: Lambda, concurrent executions of the account, to ${need("Concurrent executions")} (ten requests a second come with each).`,
        ]
      : []),
    ...(met("table", false)
      ? [
          `Raise: DynamoDB, warm throughput, to ${need("Table-level read throughput")} read and ${need("Table-level write throughput")} write units a second of each table; one key has no quota: it must be spread.`,
        ]
      : []),
    ...(met("lambda", false) && surge <= builtFor
      ? [
          "Raise: what is set aside for the functions named above (infra/scaling/function-capacity.ts), and the account's concurrency with it.",
        ]
      : []),
    ...((met("gateway", false) || met("lambda", false)) && surge > builtFor
      ? [
          `Raise: the stage is built for ${builtFor} times a bell: set its surge to ${surge} (infra/stages.ts) before such a day.`,
        ]
      : []),
    ...(throttles.length === 0 ? [] : [`The arithmetic: npm run quotas -- --surge ${wanted}.`]),
  ];
};
