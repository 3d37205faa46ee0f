import { parseArgs } from "node:util";
import { DEFAULT_DATA_DIR } from "@preau/demo/commands/demo-state";
import type { Faults } from "@preau/local/limits/limits";
import type { RequestCap } from "../generator/request-cap.ts";

export const LOAD_USAGE = `Usage: npm run load -- --scenario NAME [options]
       npm run load -- compare A.json B.json
       npm run load -- --list
  --scenario NAME   what is played (default lockdown); --list shows them all
  --base R          intents a second of an ordinary morning (default 6 here, 2 elsewhere)
  --seconds N       length of the whole, its phases shortened or stretched alike; --quick is --seconds 60
  --seed N          another draw of the same day (default 1)
  --limits L        AWS's limits scaled to this machine: stage (default), none, or a JSON file
  --fixed-pool N    a classic server instead: N workers, an endless queue, no throttle and no admission
  --faults F        damage while it lasts, e.g. throttles=0.01,lostAnswers=0.005,killsPerSecond=1
  --data DIR        data of the server that npm start runs (default ${DEFAULT_DATA_DIR})
  --out DIR         where the report goes (default .load)
  --dry-run         says what would be done, and sends nothing
Another target than the server of this machine:
  --url URL --issuer URL --people FILE   its API, its issuer, and a JSON list of {login, password, role, schoolId}
  --cap N           requests in any second, at most (default 60); --cap-total N in all (default 30000)
  --i-own-this-target HOST   instead of typing the name of each host that is not this machine
  --yes             asks nothing else`;

/** What was asked for on the command line. */
export interface LoadOptions {
  readonly scenario: string;
  readonly base: number | undefined;
  readonly seconds: number | undefined;
  readonly seed: number;
  /** `none`, `stage` or a file. */
  readonly limits: string;
  readonly fixedPool: number | undefined;
  readonly faults: Faults | undefined;
  readonly dataDir: string;
  readonly out: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** Absent: the server that `npm start` runs. */
  readonly elsewhere: { readonly url: string; readonly issuer: string; readonly people: string } | undefined;
  readonly owned: readonly string[];
  readonly cap: RequestCap | undefined;
}

const FAULTS = [
  "throttles",
  "timeouts",
  "lostAnswers",
  "killsPerSecond",
  "engineStopMs",
] as const satisfies readonly (keyof Faults)[];
const ELSEWHERE_CAP: RequestCap = { perSecond: 60, total: 30_000 };
const QUICK_SECONDS = 60;

const number = (name: string, text: string | undefined, least: number, whole = false): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < least || (whole && !Number.isInteger(value)))
    throw new Error(`--${name} ${text}: ${whole ? "a whole number" : "a number"}, ${least} or more`);
  return value;
};

const faultsOf = (text: string | undefined): Faults | undefined => {
  if (text === undefined) return undefined;
  const pairs = text.split(",").map((pair) => {
    const [name = "", value] = pair.split("=");
    if (!FAULTS.some((known) => known === name)) throw new Error(`--faults ${pair}: one of ${FAULTS.join(", ")}`);
    return [name, number(`faults ${name}`, value ?? "", 0)];
  });
  return Object.fromEntries(pairs);
};

const addressOf = (name: string, text: string): string => {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "")
    throw new Error(`--${name} ${text}: an address like https://preau.example`);
  return text.replace(/\/+$/, "");
};

/** Reads the command line of a run. Throws an error whose message can be shown as it is. */
export const readLoadOptions = (args: readonly string[]): LoadOptions => {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      scenario: { ...text, default: "lockdown" },
      base: text,
      seconds: text,
      quick: flag,
      seed: { ...text, default: "1" },
      limits: text,
      "fixed-pool": text,
      faults: text,
      data: { ...text, default: DEFAULT_DATA_DIR },
      out: { ...text, default: ".load" },
      "dry-run": flag,
      yes: flag,
      url: text,
      issuer: text,
      people: text,
      cap: text,
      "cap-total": text,
      "i-own-this-target": { ...text, multiple: true, default: [] },
    },
  });
  const { url, issuer, people, faults, limits } = values;
  if (url === undefined && (issuer ?? people) !== undefined) throw new Error("--issuer and --people go with --url");
  if (url !== undefined && (issuer === undefined || people === undefined))
    throw new Error("--url wants --issuer URL and --people FILE: nobody's account is used who was not given for it");
  if (url !== undefined && (faults ?? limits ?? values["fixed-pool"]) !== undefined)
    throw new Error("--limits, --fixed-pool and --faults are for the server of this machine");
  const perSecond = number("cap", values.cap, 1, true);
  const total = number("cap-total", values["cap-total"], 1, true);
  const most =
    url === undefined ? { perSecond: Number.POSITIVE_INFINITY, total: Number.POSITIVE_INFINITY } : ELSEWHERE_CAP;
  return {
    scenario: values.scenario,
    base: number("base", values.base, 0.01),
    seconds: number("seconds", values.seconds, 5) ?? (values.quick ? QUICK_SECONDS : undefined),
    seed: number("seed", values.seed, 0, true) ?? 1,
    limits: limits ?? "stage",
    fixedPool: number("fixed-pool", values["fixed-pool"], 1, true),
    faults: faultsOf(faults),
    dataDir: values.data,
    out: values.out,
    dryRun: values["dry-run"],
    yes: values.yes,
    elsewhere:
      url !== undefined && issuer !== undefined && people !== undefined
        ? { url: addressOf("url", url), issuer: addressOf("issuer", issuer), people }
        : undefined,
    owned: values["i-own-this-target"],
    cap:
      perSecond === undefined && total === undefined && url === undefined
        ? undefined
        : { perSecond: perSecond ?? most.perSecond, total: total ?? most.total },
  };
};
