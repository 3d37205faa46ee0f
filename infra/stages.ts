/** What a stage is: a few choices; everything else is computed from them. */
export interface Stage {
  readonly name: string;
  /** Users of the cell (at most 100,000: a region is several cells). */
  readonly users: number;
  /** How many times an ordinary peak the cell must bear without a human. */
  readonly surge: number;
  readonly region: string;
  /** Real schools' data: tables are protected from deletion. */
  readonly protected: boolean;
  /** Where the web portal lives; browsers may call the API from there. */
  readonly portal: string;
  /** Who writes to people; its domain is verified in SES by whoever deploys. */
  readonly mailFrom: { readonly name: string; readonly address: string };
}

export const stages: Readonly<Record<string, Stage>> = {
  local: {
    name: "local",
    users: 5_000,
    surge: 5,
    region: "eu-west-3",
    protected: false,
    portal: "http://localhost:3000",
    mailFrom: { name: "Préau", address: "preau@localhost.example" },
  },
  dev: {
    name: "dev",
    users: 1_000,
    surge: 1,
    region: "eu-west-3",
    protected: false,
    portal: "https://dev.preau.example",
    mailFrom: { name: "Préau", address: "ne-pas-repondre@dev.preau.example" },
  },
  prod: {
    name: "prod",
    users: 100_000,
    surge: 5,
    region: "eu-west-3",
    protected: true,
    portal: "https://preau.example",
    mailFrom: { name: "Préau", address: "ne-pas-repondre@preau.example" },
  },
};

/** Requests a second at an ordinary bell: 2,200 for a million users (222 connections a year, 12 calls each, a quarter of the day's peak hour in minutes). */
const BELL_RPS_PER_USER = 2_200 / 1_000_000;

/** The share of the stage's rate that routes of a priority may take together: the deferrable are stopped long before the essential. */
const SHARE = { essential: 1, standard: 0.6, deferrable: 0.2 } as const;

/** The rate (requests a second) and burst at which the gateway refuses, for the stage and for each priority. */
export const throttleOf = ({ users, surge }: Stage, priority: keyof typeof SHARE) => {
  const rate = Math.max(20, Math.ceil(users * BELL_RPS_PER_USER * surge * 2 * SHARE[priority]));
  return { rate, burst: rate * 2 };
};

/** Warm throughput of a capability's table: what it must take at once on the first bell after a quiet summer. */
export const warmThroughputOf = ({ users, surge }: Stage) => ({
  readUnitsPerSecond: Math.max(12_000, Math.ceil(users * BELL_RPS_PER_USER * surge * 3)),
  writeUnitsPerSecond: Math.max(4_000, Math.ceil(users * BELL_RPS_PER_USER * surge * 2)),
});
