import { parseArgs } from "node:util";
import { capabilityList } from "./capability-list.ts";
import { type Quota, quotasOf, ratioOf } from "./scaling/quotas.ts";
import { stageNamed } from "./stages.ts";

const { values } = parseArgs({ options: { stage: { type: "string", default: "prod" }, surge: { type: "string" } } });
const stage = stageNamed(values.stage);
const surge = values.surge === undefined ? stage.surge : Number(values.surge);
if (!(surge >= 1)) throw new Error(`--surge ${values.surge}: a number, 1 or more`);

const lineOf = (quota: Quota): string => {
  const { service, name, usual, needed, because } = quota;
  const verdict = usual === undefined ? "look up" : ratioOf(quota) > 0.7 ? "ASK" : "ok";
  const figures = [needed.toLocaleString("en"), usual?.toLocaleString("en") ?? "by region"];
  return `${verdict.padEnd(8)}${`${service}: ${name}`.padEnd(48)}${figures.map((text) => text.padStart(12)).join("")}\n${" ".repeat(8)}${because}`;
};

process.stdout.write(
  [
    `What stage ${stage.name} needs of its account in ${stage.region}: ${stage.users.toLocaleString("en")} users, surge ${surge}.`,
    `${" ".repeat(8)}${"quota".padEnd(48)}${"needed".padStart(12)}${"usual".padStart(12)}`,
    ...quotasOf({ ...stage, surge }, capabilityList).map(lineOf),
    "Usual values are those of a new account as documented; look yours up in the Service Quotas console. ASK: over 70 % of the usual.",
    "",
  ].join("\n"),
);
