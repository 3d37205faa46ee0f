import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readMeasured } from "../measured/read-measured.ts";
import { showOrigin } from "../measured/show-measured.ts";
import { assumed } from "./assumptions.ts";
import { costPage } from "./cost-page.ts";
import { summarizeCost } from "./cost-summary.ts";
import { plantedCosts } from "./planted-costs.ts";
import { priceFiles, pricesOf } from "./prices/price-files.ts";
import { daysOf } from "./school-year.ts";
import { showCost } from "./show-cost.ts";

const PAGE = fileURLToPath(new URL("../../../../.bench/cost.html", import.meta.url));
const USAGE = `Usage: npm run cost -- [--users 1000000] [--surge-days 0] [--region eu-west-3] [--broken NAME]
  regions: ${priceFiles.map(({ region }) => region).join(", ")}
  breakages: ${Object.keys(plantedCosts).join(", ")}\n`;

const { values } = parseArgs({
  options: {
    users: { type: "string", default: "1000000" },
    "surge-days": { type: "string", default: "0" },
    region: { type: "string", default: "eu-west-3" },
    broken: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const [users, surgeDays] = [Number(values.users), Number(values["surge-days"])];
const broken = values.broken === undefined ? undefined : plantedCosts[values.broken];
const known = priceFiles.some(({ region }) => region === values.region);
const sensible = Number.isInteger(users) && users > 0 && surgeDays >= 0 && surgeDays <= daysOf("school");
if (values.help || !known || !sensible || (values.broken !== undefined && broken === undefined)) {
  process.stderr.write(USAGE);
  process.exit(values.help ? 0 : 2);
}

const { measured, own } = readMeasured();
const origin = `${showOrigin(measured)}${own ? "" : " Measure on this machine with: npm run bench -- measured"}`;
const year = { users, surgeDays, prices: pricesOf(values.region), measured, assumed };
const summary = summarizeCost(
  broken === undefined ? year : broken.plant(year),
  priceFiles.filter(({ region }) => region !== values.region),
);
mkdirSync(dirname(PAGE), { recursive: true });
writeFileSync(PAGE, costPage(summary, origin, broken?.says));
process.stdout.write(
  `${users.toLocaleString("en-GB")} users, a school year, prices of ${values.region} (${year.prices.edition})${surgeDays > 0 ? `, ${surgeDays} days at five times the calls` : ""}\n${origin}\n${broken === undefined ? "" : `BROKEN ON PURPOSE: ${broken.says}\n`}\n${showCost(summary)}\n\nThe same with charts: ${PAGE}\n`,
);
process.exitCode = summary.bars.every(({ holds }) => holds) ? 0 : 1;
