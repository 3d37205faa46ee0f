import type { Measured, MeasuredOperation } from "../measured/measured.ts";
import type { Assumed } from "./assumptions.ts";
import { type Charge, chargesOf, type Quantity, sumOf } from "./bill.ts";
import { millionCalls } from "./call-quantities.ts";
import { keptReady } from "./kept-ready.ts";
import type { PriceFile } from "./prices/price-file.ts";
import { daysOf } from "./school-year.ts";
import { standInFor } from "./stand-in.ts";
import { type Held, heldOver } from "./storage-growth.ts";
import { callsByOperation, type YearCalls, yearCalls } from "./year-calls.ts";

/** What a year is computed for. */
export interface YearOf {
  readonly users: number;
  /** School days on which everybody calls five times as often. */
  readonly surgeDays: number;
  readonly prices: PriceFile;
  readonly measured: Pick<Measured, "operations">;
  readonly assumed: Assumed;
  /** Where nothing is ever given up: years of it that lie there. */
  readonly keptForYears?: number;
  /** Whether the gateway publishes metrics of each route; ours does not. */
  readonly routeMetrics?: boolean;
}

export interface YearCost {
  readonly charges: readonly Charge[];
  readonly calls: readonly YearCalls[];
  readonly held: Held;
  /** Operations of the mix that nobody measured, and the part of all calls that they are. */
  readonly standIns: readonly string[];
  readonly standInShare: number;
}

/** How many times as many calls come on a day such as the first of the lockdown. */
export const SURGE = 5;
const MILLION = 1_000_000;
const MB_PER_GB = 1_000;
/** Files are written once and read in pieces of this many MB. */
const MB_PER_FILE = 1;

const newsOf = (
  users: number,
  { pupilShare, absentShare, guardiansTold, smsConsent }: Assumed,
): readonly Quantity[] => {
  const told = users * pupilShare * absentShare * guardiansTold * daysOf("school");
  return [
    { block: "mail", line: "mails to guardians", capability: "notices", priced: "mails", amount: told / 1_000 },
    {
      block: "sms",
      line: "SMS to guardians who agreed",
      capability: "notices",
      priced: "sms",
      amount: told * smsConsent,
    },
  ];
};

const filesOf = (users: number, { fileMbPerUser, fileReadGbPerUser }: Assumed): readonly Quantity[] => {
  const of = { block: "assumed", capability: "documents" } as const;
  const files = (users * fileMbPerUser) / MB_PER_FILE;
  return [
    { ...of, line: "files kept", priced: "objects", amount: ((users * fileMbPerUser) / MB_PER_GB) * 12 },
    { ...of, line: "files read", priced: "egress", amount: users * fileReadGbPerUser },
    { ...of, line: "files written", priced: "objectPuts", amount: files / 1_000 },
    {
      ...of,
      line: "files asked for",
      priced: "objectGets",
      amount: (users * fileReadGbPerUser * MB_PER_GB) / MB_PER_FILE / 10_000,
    },
  ];
};

/** What these write takes the place of what they wrote before, or is given up within days: nothing of it piles up. */
const LEAVES_NOTHING: ReadonlySet<string> = new Set(["identity.renewToken", "identity.signIn", "attendance.saveDraft"]);

const writesOf = ({ asked, caused }: MeasuredOperation): number =>
  asked.wru + caused.reduce((sum, one) => sum + one.wru * one.invocations, 0);

/** The bill of a school year, charge by charge. */
export const yearCost = (year: YearOf): YearCost => {
  const { users, surgeDays, prices, measured, assumed, keptForYears, routeMetrics = false } = year;
  const calls = yearCalls(users, assumed);
  // A school day has its part of 85 % of the calls, and every call of it comes five times.
  const more = 1 + ((SURGE - 1) * surgeDays * 0.85) / daysOf("school");
  const found = new Map(measured.operations.map((one) => [one.operation, one]));
  const asked = [...callsByOperation(calls)].map(([operation, count]) => ({
    count: count * more,
    known: found.has(operation),
    operation: found.get(operation) ?? standInFor(operation, measured.operations),
  }));
  const unitsWritten = asked
    .filter(({ operation: { operation } }) => !LEAVES_NOTHING.has(operation))
    .reduce((sum, { count, operation }) => sum + count * writesOf(operation), 0);
  const held = heldOver(
    (unitsWritten * assumed.newKbPerWriteUnit) / daysOf("school"),
    users * assumed.keptKbPerUser,
    keptForYears,
  );
  const stored = { block: "api", capability: "the cell" } as const;
  const quantities: readonly Quantity[] = [
    ...asked.flatMap(({ count, operation }) =>
      millionCalls(operation, assumed).map((one) => ({ ...one, amount: (one.amount * count) / MILLION })),
    ),
    { ...stored, line: "tables kept", priced: "tableStorage", amount: held.gbMonths },
    { ...stored, line: "point-in-time recovery", priced: "pointInTime", amount: held.gbMonths },
    ...keptReady({ users, heldGbMonths: held.gbMonths, routeMetrics }, assumed),
    ...newsOf(users, assumed),
    ...filesOf(users, assumed),
  ];
  const besides: Charge = {
    block: "assumed",
    line: "support plan, stages that are not production",
    capability: "the cell",
    priced: "objects",
    amount: 0,
    usd: (assumed.besidesDollars * users) / MILLION,
  };
  const standIns = asked.filter(({ known }) => !known);
  const all = asked.reduce((sum, { count }) => sum + count, 0);
  return {
    charges: [...chargesOf(quantities, prices), besides],
    calls,
    held,
    standIns: standIns.map(({ operation }) => operation.operation),
    standInShare: standIns.reduce((sum, { count }) => sum + count, 0) / all,
  };
};

/** A sum in dollars as euros a user and year. */
export const eurosPerUser = (usd: number, { users, assumed }: Pick<YearOf, "users" | "assumed">): number =>
  (usd * assumed.eurosPerDollar) / users;

/** Euros a user and year of some blocks. */
export const blockEuros = (
  cost: YearCost,
  of: Pick<YearOf, "users" | "assumed">,
  blocks: readonly Charge["block"][],
): number => eurosPerUser(sumOf(cost.charges.filter(({ block }) => blocks.includes(block))), of);
