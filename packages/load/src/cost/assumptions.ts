/** A figure that nobody measured here: what is taken, and between which bounds it may well lie. */
export interface Assumption {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly because: string;
}

const assume = (value: number, low: number, high: number, because: string): Assumption => ({
  value,
  low,
  high,
  because,
});

/** Everything the price of a year rests on beside what was measured. The first two are the anchor of the demand. */
export const ASSUMPTIONS = {
  connections: assume(
    222,
    150,
    400,
    "connections a user and year: 4 billion by 18 million users, said of the first editor in 2024",
  ),
  callsPerConnection: assume(
    12,
    6,
    20,
    "calls a connection, an aggregated home among them; 413 pages a user and year × 6 agrees",
  ),
  eurosPerDollar: assume(0.9, 0.82, 1, "exchange rate taken on 2026-11-21; not looked up"),
  pupilShare: assume(0.41, 0.38, 0.45, "pupils among users: 413,000 of a million"),
  classSize: assume(26, 22, 30, "pupils called together"),
  lessonsCalled: assume(5.5, 4, 6.5, "roll calls of a class on a school day"),
  absentShare: assume(0.06, 0.04, 0.1, "pupils absent on an ordinary day"),
  guardiansTold: assume(1.5, 1, 2, "guardians told of an absence"),
  smsConsent: assume(0.6, 0.2, 0.9, "guardians who agreed to be told by SMS"),
  signIns: assume(12, 4, 60, "passwords typed a user and year: the application renews its own token"),
  processor: assume(1, 0.7, 1.6, "processor time on Lambda’s arm64 for one here"),
  tableMs: assume(5, 2, 12, "milliseconds that a call to DynamoDB keeps an environment waiting"),
  coldShare: assume(0.01, 0.003, 0.03, "requests that meet a cold environment"),
  coldMs: assume(350, 200, 700, "billed milliseconds of a cold start beside the first call"),
  accessLogBytes: assume(260, 230, 400, "a line of the gateway’s access log"),
  newKbPerWriteUnit: assume(
    0.25,
    0.1,
    0.6,
    "KB that stay for a unit written: items are rounded up, transactions count twice, most writes replace",
  ),
  keptKbPerUser: assume(12, 6, 30, "KB of directory, account and timetable for each user"),
  activeHours: assume(0.5, 0.3, 1, "part of the hours in which a route is called, where its metrics are asked for"),
  fileMbPerUser: assume(50, 10, 150, "MB of documents a user, kept all year"),
  fileReadGbPerUser: assume(0.3, 0.05, 1, "GB of documents read a user and year"),
  besidesDollars: assume(9_500, 5_000, 20_000, "support plan and stages that are not production, a year"),
} as const satisfies Readonly<Record<string, Assumption>>;

export type AssumptionName = keyof typeof ASSUMPTIONS;
/** The figures taken, by name. */
export type Assumed = Readonly<Record<AssumptionName, number>>;

export const ASSUMPTION_NAMES = Object.keys(ASSUMPTIONS) as readonly AssumptionName[];

/** What is taken of every assumption. */
export const assumed: Assumed = Object.fromEntries(
  ASSUMPTION_NAMES.map((name) => [name, ASSUMPTIONS[name].value]),
) as Assumed;
