import { parseArgs } from "node:util";
import { readMeasured } from "../measured/read-measured.ts";
import { showOrigin } from "../measured/show-measured.ts";
import { dayPlans } from "../surge/scenarios.ts";
import { awsModel, type Quotas, sharesOf } from "./aws-model.ts";
import { compareRun } from "./compare-run.ts";
import { BROKEN, type Broken } from "./model.ts";
import { remedyOf } from "./remedy.ts";
import { showPressure, showPriorities, showThrottles, throttlesOf } from "./show-forecast.ts";
import { simulate } from "./simulate.ts";

const CELL = 100_000;
const USAGE = `Usage: npm run forecast -- [--users 1000000] [--surge 5] [--scenario lockdown] [--quotas default|asked] [--one-account]
       [--built-for 5] [--every N] [--seed N] [--compare RUN.json] [--broken ${BROKEN.join("|")}]
`;

const { values } = parseArgs({
  options: {
    users: { type: "string", default: "1000000" },
    surge: { type: "string", default: "5" },
    "built-for": { type: "string", default: "5" },
    scenario: { type: "string", default: "lockdown" },
    quotas: { type: "string", default: "default" },
    "one-account": { type: "boolean", default: false },
    every: { type: "string" },
    seed: { type: "string", default: "1" },
    compare: { type: "string" },
    broken: { type: "string" },
  },
});
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const isOneOf = <One extends string>(all: readonly One[], text: string | undefined): text is One =>
  (all as readonly (string | undefined)[]).includes(text);
const fail = (why: string): never => {
  process.stderr.write(`${why}\n${USAGE}`);
  process.exit(2);
};

const broken: Broken | undefined = isOneOf(BROKEN, values.broken) ? values.broken : undefined;
if (values.broken !== undefined && broken === undefined) fail(`not known: --broken ${values.broken}`);
const plan = dayPlans.find(({ name }) => name === values.scenario) ?? fail(`not known: --scenario ${values.scenario}`);
const QUOTAS = ["default", "asked"] as const satisfies readonly Quotas[];
const quotas: Quotas = isOneOf(QUOTAS, values.quotas) ? values.quotas : fail(`not known: --quotas ${values.quotas}`);
const [users, surge, builtFor, seed] = [values.users, values.surge, values["built-for"], values.seed].map(Number);
if (!users || !surge || !builtFor || seed === undefined || !(surge >= 1)) fail("numbers, please");

const { measured, own } = readMeasured();
if (values.compare !== undefined)
  process.exit(compareRun(measured, values.compare, { say, seed: seed ?? 1, broken }) ? 0 : 1);

const whole = users ?? CELL;
const account = values["one-account"] ? whole : Math.min(whole, CELL);
const cells = Math.ceil(whole / account);
/** A cell is simulated whole; a larger account one person in so many, on a system so many times smaller. */
const every = Number(values.every ?? Math.max(1, Math.round(account / CELL)));
const question = {
  users: account,
  surge: surge ?? 5,
  builtFor: builtFor ?? 5,
  quotas,
  plan,
  seed: seed ?? 1,
  every,
  broken,
};
const begun = performance.now();
const built = awsModel(measured, question);
const outcome = simulate(built.model);

const peak = Math.max(...built.model.arrivals) * every;
say(
  `${plan.title}: ${whole.toLocaleString("en")} users, ${surge} times an ordinary bell: ${Math.round(peak * cells).toLocaleString("en")} requests a second.`,
);
say(
  cells > 1
    ? `${cells} cells of ${account.toLocaleString("en")} users, an account each, all alike: one of them (${Math.round(peak).toLocaleString("en")} requests a second), every request of it.`
    : every === 1
      ? "One account, every request of it."
      : `One account; one person in ${every} on a system ${every} times smaller: counts below are multiplied back.`,
);
say(
  "(Seven million visitors a day, as all platforms together had in March 2020, are some 6.4 times the ordinary bell of a million users.)",
);
say(
  `${own ? showOrigin(measured) : `Nothing was measured here yet (npm run bench -- measured). ${showOrigin(measured)}`}`,
);
for (const { operation, share } of built.unknown)
  say(`Not measured and left out: ${operation}, ${(share * 100).toFixed(1)} % of what is asked.`);
say(
  `Quotas of ${quotas === "default" ? "a new account" : "an account that has asked"}: ${built.concurrency.toLocaleString("en")} environments, ${built.rate.toLocaleString("en")} requests a second.`,
);
if (!built.isDeployable)
  say(
    `This account would not let the stage be deployed: ${built.setAside.toLocaleString("en")} environments are to be set aside. Played with as much of each as fits.`,
  );
say("");
say(showPriorities(outcome, every));
say("");
say(showThrottles(outcome, every));
say("");
say(showPressure(outcome, every));
say("");
for (const { from, level } of outcome.levels.slice(1))
  say(`Brown-out level ${level} from second ${Math.round(from / 1_000)}.`);
const [first] = throttlesOf(outcome);
say(
  first === undefined
    ? "No quota gives."
    : `What gives first: ${first.layer}, ${first.where}, ${first.limit}, at second ${Math.round(first.firstAt)}.`,
);
for (const line of remedyOf(throttlesOf(outcome), question)) say(line);
say(
  `Played in ${((performance.now() - begun) / 1_000).toFixed(1)} s; ${Math.round(sharesOf(plan).size)} operations; seed ${seed}. The model is believed once it has reproduced a run: --compare.`,
);
