/** Where a price was read, and whether it was: `from memory` must be checked before anybody signs anything. */
export interface Price {
  readonly usd: number;
  readonly source: string;
  /** `2026-09-07`. */
  readonly asOf: string;
  readonly status: "verified" | "from memory";
}

/** What is paid for, and for how much of it the price stands. */
export const PRICED = {
  httpApi: "million requests",
  lambdaRequests: "million invocations",
  lambdaGbSeconds: "GB-second",
  provisionedGbSeconds: "GB-second kept warm",
  readUnits: "million read units",
  writeUnits: "million write units",
  tableStorage: "GB-month",
  pointInTime: "GB-month",
  copies: "GB-month",
  betweenRegions: "GB",
  events: "million events",
  queueRequests: "million requests",
  logs: "GB taken in",
  logStorage: "GB-month",
  metrics: "metric-month",
  alarms: "alarm-month",
  egress: "GB",
  objects: "GB-month",
  objectPuts: "thousand",
  objectGets: "ten thousand",
  mails: "thousand",
  sms: "message to a French mobile",
} as const;
export type Priced = keyof typeof PRICED;

/** The prices of a region on a date, before tax; a new date is a new file. */
export interface PriceFile {
  readonly region: string;
  readonly place: string;
  /** `2026-11`. */
  readonly edition: string;
  readonly prices: Readonly<Record<Priced, Price>>;
}

/** A price read at its source. */
export const verified = (usd: number, source: string, asOf: string): Price => ({
  usd,
  source,
  asOf,
  status: "verified",
});

/** A price that nobody looked up for this file. */
export const fromMemory = (usd: number, asOf = "2026-11-21"): Price => ({
  usd,
  source: "AWS price page, as remembered",
  asOf,
  status: "from memory",
});
