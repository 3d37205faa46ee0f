import { ordinaryRushes, type Rush } from "./scaling/rushes.ts";

/** What a stage is: a few choices; everything else is computed from them (`scaling/`). */
export interface Stage {
  readonly name: string;
  /** Users of the cell (at most 100,000: a region is several cells). */
  readonly users: number;
  /** How many times an ordinary peak the cell must bear without a human. */
  readonly surge: number;
  readonly region: string;
  /** Real schools' data: tables are protected from deletion and copied elsewhere, deployments shift gradually. */
  readonly protected: boolean;
  /** When everybody comes at once: the bells, Sunday evening, the day results are published. */
  readonly rushes: readonly Rush[];
  /** Capabilities whose tables have provisioned capacity that follows their use; the others are on demand. */
  readonly provisionedTables?: readonly string[];
  /** Where every table is copied each night; another region than its own. */
  readonly copyRegion?: string;
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
    rushes: ordinaryRushes,
    portal: "http://localhost:3000",
    mailFrom: { name: "Préau", address: "preau@localhost.example" },
  },
  dev: {
    name: "dev",
    users: 1_000,
    surge: 1,
    region: "eu-west-3",
    protected: false,
    rushes: ordinaryRushes,
    portal: "https://dev.preau.example",
    mailFrom: { name: "Préau", address: "ne-pas-repondre@dev.preau.example" },
  },
  prod: {
    name: "prod",
    users: 100_000,
    surge: 5,
    region: "eu-west-3",
    protected: true,
    copyRegion: "eu-central-1",
    rushes: ordinaryRushes,
    portal: "https://preau.example",
    mailFrom: { name: "Préau", address: "ne-pas-repondre@preau.example" },
  },
};

/** The stage of that name; throws, naming those there are, when there is none. */
export const stageNamed = (name: string): Stage => {
  const stage = stages[name];
  if (stage === undefined) throw new Error(`no such stage: ${name} (known: ${Object.keys(stages).join(", ")})`);
  return stage;
};
