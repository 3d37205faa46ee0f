import { describe, expect, it } from "vitest";
import { copiesKept } from "../../../../infra/scaling/copies.ts";
import type { MeasuredOperation, MeasuredRun } from "../measured/measured.ts";
import { ASSUMPTION_NAMES, ASSUMPTIONS, assumed } from "./assumptions.ts";
import { chargesOf, sumOf } from "./bill.ts";
import { billedMs, memoryOf, millionCalls } from "./call-quantities.ts";
import { judgeCost } from "./cost-bars.ts";
import { costPage } from "./cost-page.ts";
import { summarizeCost } from "./cost-summary.ts";
import { warmGbSeconds } from "./kept-ready.ts";
import { plantedCosts } from "./planted-costs.ts";
import { PRICED, type Priced, type PriceFile } from "./prices/price-file.ts";
import { priceFiles, pricesOf } from "./prices/price-files.ts";
import { type DayKind, daysOf, hoursOf, SHARE_OF_CALLS, schoolYear } from "./school-year.ts";
import { swingsOf } from "./sensitivity.ts";
import { showCost } from "./show-cost.ts";
import { standInFor } from "./stand-in.ts";
import { heldOver } from "./storage-growth.ts";
import { callsByOperation, lessonShare, yearCalls } from "./year-calls.ts";
import { eurosPerUser, type YearOf, yearCost } from "./year-cost.ts";

const run = (more: Partial<MeasuredRun> = {}): MeasuredRun => ({
  cpuMs: { median: 2, p95: 2 },
  firstCpuMs: 50,
  rru: 2,
  wru: 0,
  calls: 1,
  roundTrips: 1,
  bytesIn: 600,
  bytesOut: 3_000,
  logBytes: 300,
  keys: [],
  ...more,
});
const operation = (name: string, more: Partial<MeasuredOperation> = {}): MeasuredOperation => ({
  operation: name,
  function: `${name.split(".")[0]}-api`,
  route: "GET /v1/home",
  priority: "standard",
  asked: run(),
  caused: [],
  effects: { events: 0, left: 0, mailsAndSms: 0 },
  ...more,
});

/** What was measured of a quiet machine, about. */
const measured = {
  operations: [
    operation("home.readHome", { asked: run({ rru: 2.5, bytesOut: 10_000, roundTrips: 2 }) }),
    operation("timetable.readLessons", { asked: run({ rru: 1 }) }),
    operation("notices.listNotices", { asked: run({ bytesOut: 11_000 }) }),
    operation("notices.acknowledgeNotice", { asked: run({ rru: 1, wru: 4 }) }),
    operation("attendance.readPupilAttendance", { asked: run({ rru: 2 }) }),
    operation("attendance.recordPresence", { asked: run({ wru: 4 }) }),
    operation("attendance.stateAbsence", { asked: run({ wru: 8 }) }),
    operation("attendance.submitRollCall", {
      asked: run({ rru: 3.5, wru: 8, roundTrips: 4 }),
      caused: [
        { function: "attendance-onDayTouched", by: "stream", invocations: 1, ...run({ rru: 31, wru: 6, bytesOut: 0 }) },
        { function: "notices-onPresenceChanged", by: "queue", invocations: 2, ...run({ rru: 1, wru: 2, bytesOut: 0 }) },
      ],
      effects: { events: 3, left: 0, mailsAndSms: 0 },
    }),
    operation("identity.signIn", { function: "identity-signIn", asked: run({ cpuMs: { median: 60, p95: 60 } }) }),
  ],
};
const year: YearOf = { users: 1_000_000, surgeDays: 0, prices: pricesOf("eu-west-3"), measured, assumed };
const cost = yearCost(year);

/** A dollar for everything: sums are then quantities. */
const DOLLAR: PriceFile = {
  ...pricesOf("eu-west-3"),
  prices: Object.fromEntries(
    Object.keys(PRICED).map((name) => [name, { usd: 1, source: "", asOf: "", status: "from memory" }]),
  ) as unknown as PriceFile["prices"],
};

describe("a school year", () => {
  it("has 365 days, of which 180 of school, and a Saturday and a Sunday a week of school", () => {
    expect(schoolYear).toHaveLength(365);
    expect((["school", "saturday", "sunday", "holiday"] as const).map(daysOf)).toEqual([180, 36, 36, 113]);
  });

  it("loses and invents no call between its days and hours", () => {
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    expect(sum(Object.values(SHARE_OF_CALLS))).toBeCloseTo(1, 12);
    for (const kind of Object.keys(SHARE_OF_CALLS) as DayKind[]) {
      expect(hoursOf(kind)).toHaveLength(24);
      expect(sum(hoursOf(kind))).toBeCloseTo(1, 12);
    }
    expect(lessonShare()).toBeCloseTo(0.85 * 0.71, 12);
  });

  it("has as many calls as the anchor says: 222 connections of 12 calls a user", () => {
    const calls = yearCalls(1_000, assumed);
    expect(calls.reduce((sum, one) => sum + one.calls, 0)).toBeCloseTo(1_000 * 222 * 12, 3);
  });

  it("has a roll call for each class and lesson, whatever the mix says", () => {
    const byOperation = callsByOperation(yearCalls(26_000 / 0.41, assumed));
    // 1,000 classes × 5.5 lessons × 180 days.
    expect(byOperation.get("attendance.submitRollCall")).toBeCloseTo(990_000, 3);
  });

  it("has no roll call in the evening", () => {
    const evening = yearCalls(1_000, assumed).filter(({ when }) => when === "home");
    expect(evening.filter(({ operation: name, calls }) => name.includes("RollCall") && calls > 0)).toEqual([]);
  });
});

describe("a million calls, by hand", () => {
  it("are billed the processor time that their share of a core makes of them, and the waiting", () => {
    // 2 ms on 512/1769 of a core, and one round trip of 5 ms.
    expect(billedMs(run(), 512, assumed)).toBeCloseTo(2 / (512 / 1_769) + 5, 10);
    // Half at 10, 45 % at the middle of 10 and 30, 5 % at 30.
    expect(billedMs(run({ cpuMs: { median: 10, p95: 30 }, roundTrips: 0 }), 1_769, assumed)).toBeCloseTo(15.5, 10);
    expect(billedMs(run({ roundTrips: 0 }), 3_538, assumed)).toBeCloseTo(2, 10);
  });

  it("take the memory that the manifest gives", () => {
    expect([memoryOf("home-api"), memoryOf("identity-issuer"), memoryOf("notices-sendMessages")]).toEqual([
      512, 1_024, 512,
    ]);
  });

  it("cost what each part costs", () => {
    const charges = chargesOf(millionCalls(operation("home.readHome"), assumed), year.prices);
    const usd = (line: string) => sumOf(charges.filter((charge) => charge.line === line));
    expect(usd("gateway")).toBeCloseTo(1.17, 10);
    expect(usd("invocations")).toBeCloseTo(0.2, 10);
    expect(usd("reads")).toBeCloseTo(2 * 0.1487, 10);
    expect(usd("duration")).toBeCloseTo(((2 / (512 / 1_769) + 5) / 1_000) * 0.5 * 1_000_000 * 0.0000133334, 8);
    expect(usd("replies to the internet")).toBeCloseTo(3 * 0.09, 10);
    expect(usd("access log")).toBeCloseTo(0.26 * 0.57, 10);
    expect(usd("logs")).toBeCloseTo(0.3 * (0.57 + 0.0315), 10);
  });

  it("pay for what they set in motion, in the account of who works", () => {
    const roll = measured.operations.find((one) => one.operation === "attendance.submitRollCall");
    if (roll === undefined) throw new Error("no roll call");
    const quantities = chargesOf(millionCalls(roll, assumed), DOLLAR);
    const amount = (capability: string, line: string) =>
      sumOf(quantities.filter((one) => one.capability === capability && one.line === line));
    expect(amount("attendance", "writes")).toBe(8 + 6);
    expect(amount("notices", "writes")).toBe(2 * 2);
    expect(amount("notices", "reads")).toBe(2);
    expect(amount("attendance", "invocations")).toBe(2);
    // Three events, and two messages sent, received and deleted.
    expect(amount("attendance", "events and queues")).toBe(3 + 6);
    expect(amount("attendance", "gateway")).toBe(1);
  });

  it("of an operation nobody measured are priced as the middle one of its kind", () => {
    expect(standInFor("attendance.readBoard", measured.operations).asked.rru).toBe(2);
    expect(standInFor("discipline.readPupilMeasures", measured.operations)).toMatchObject({
      operation: "discipline.readPupilMeasures",
      function: "discipline-api",
      caused: [],
    });
    expect(() => standInFor("attendance.readBoard", [])).toThrow("nothing measured");
  });
});

describe("what lies in the tables", () => {
  it("grows by the day of school and is given up at the end of the calendar year after", () => {
    // A GB a school day: 180 GB at the end of a year, and the year before’s until the last of December.
    const { gbMonths, mostGb } = heldOver(1_000_000, 0);
    const soFar = schoolYear.map(
      ({ number }) => schoolYear.slice(0, number + 1).filter(({ kind }) => kind === "school").length,
    );
    const before = soFar.map((_, day) => (day < 122 ? 180 : 0));
    const mean = soFar.reduce((sum, days, day) => sum + days + (before[day] ?? 0), 0) / 365;
    expect(gbMonths).toBeCloseTo(mean * 12, 6);
    expect(mostGb).toBe(180 + (soFar[121] ?? 0));
  });

  it("is what always lies there when nothing is written", () => {
    expect(heldOver(0, 5_000_000)).toEqual({ gbMonths: expect.closeTo(60, 9), mostGb: 5 });
  });

  it("is never less when nothing is given up", () => {
    expect(heldOver(1_000_000, 0, 10).gbMonths).toBeGreaterThan(heldOver(1_000_000, 0).gbMonths * 5);
  });

  it("is copied whole each time: eight copies of the nights and thirteen Sundays lie somewhere", () => {
    expect(copiesKept()).toEqual({ lying: 8 + 13, carried: expect.closeTo(365 + 365 / 7, 9) });
  });
});

describe("prices", () => {
  it.each(priceFiles.map((file) => [file.region, file] as const))(
    "of %s are all there, dated, and say whether they were looked up",
    (_, file) => {
      expect(Object.keys(file.prices).sort()).toEqual(Object.keys(PRICED).sort());
      for (const price of Object.values(file.prices)) {
        expect(price.usd).toBeGreaterThan(0);
        expect(price.source).not.toBe("");
        expect(price.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(["verified", "from memory"]).toContain(price.status);
      }
    },
  );

  it("of a region nobody wrote down are not guessed", () => {
    expect(() => pricesOf("eu-north-7")).toThrow("eu-west-3");
  });

  it("every assumption lies between its bounds and says why", () => {
    for (const name of ASSUMPTION_NAMES) {
      const { value, low, high, because } = ASSUMPTIONS[name];
      expect(low <= value && value <= high && low < high, name).toBe(true);
      expect(because.length).toBeGreaterThan(15);
    }
  });
});

describe("the price of a year", () => {
  it("keeps its promises with the figures of a quiet machine", () => {
    expect(judgeCost(cost, year).map(({ holds }) => holds)).toEqual([true, true]);
  });

  it.each(Object.entries(plantedCosts))("breaks a promise when %s is planted", (_, { plant }) => {
    const planted = plant(year);
    expect(judgeCost(yearCost(planted), planted).some(({ holds }) => !holds)).toBe(true);
  });

  it("is a sum of its charges, SMS apart", () => {
    const [api, all] = judgeCost(cost, year);
    const sum = (blocks: readonly string[]) => sumOf(cost.charges.filter(({ block }) => blocks.includes(block)));
    expect(api?.euros).toBeCloseTo((sum(["api"]) * 0.9) / 1_000_000, 12);
    expect(all?.euros).toBeCloseTo(((sumOf(cost.charges) - sum(["sms"])) * 0.9) / 1_000_000, 12);
  });

  it("does not count a renewed token as something that piles up", () => {
    const renewed = operation("identity.renewToken", { asked: run({ wru: 2 }) });
    const dear = operation("identity.renewToken", { asked: run({ wru: 200 }) });
    const heldWith = (one: MeasuredOperation) =>
      yearCost({ ...year, measured: { operations: [...measured.operations, one] } }).held.mostGb;
    expect(heldWith(dear)).toBe(heldWith(renewed));
  });

  it("of ten days at five times the calls is that of forty more days of school", () => {
    const gateway = (of: YearOf) => sumOf(yearCost(of).charges.filter(({ line }) => line === "gateway"));
    expect(gateway({ ...year, surgeDays: 10 }) / gateway(year)).toBeCloseTo(1 + (0.85 * 40) / 180, 10);
  });

  it("of half the users is about half", () => {
    const half = { ...year, users: 500_000 };
    expect(eurosPerUser(sumOf(yearCost(half).charges), half)).toBeCloseTo(eurosPerUser(sumOf(cost.charges), year), 6);
  });

  it("keeps environments warm by the clock of the rushes", () => {
    // At the least, the first screen’s: 0.3 of 220 requests a second, ten an environment, half a GB, ten and a half hours a weekday.
    expect(warmGbSeconds()).toBeGreaterThan(7 * 0.5 * 10.5 * 260 * 3_600);
    expect(warmGbSeconds({ users: 1_000_000, surge: 5 })).toBeGreaterThan(warmGbSeconds() * 2);
  });

  it("says what moves it most, the widest swing first, each the price at its bound", () => {
    const swings = swingsOf(year);
    expect(swings).toHaveLength(ASSUMPTION_NAMES.length);
    const widths = swings.map(({ atLow, atHigh }) => Math.abs(atHigh - atLow));
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    const rate = swings.find(({ assumption }) => assumption === "eurosPerDollar");
    expect(rate?.atHigh).toBeCloseTo((judgeCost(cost, year).at(-1)?.euros ?? 0) / 0.9, 10);
  });
});

describe("the table and the page", () => {
  const summary = summarizeCost(year, priceFiles.slice(1));

  it("say that a licence also buys people, and that documents are assumed", () => {
    for (const shown of [showCost(summary), costPage(summary, "Measured.")]) {
      expect(shown).toContain("A licence also buys people, support and training");
      expect(shown).toContain("Assumed, not measured");
      expect(shown).toContain("SMS are each school’s choice");
    }
  });

  it("give a lockdown day as five ordinary ones", () => {
    expect(summary.days.lockdown).toBeCloseTo(summary.days.ordinary * 5, 10);
    const byCall = sumOf(cost.charges.filter((charge) => charge.operation !== undefined));
    expect(summary.days.ordinary).toBeCloseTo((byCall * 0.85) / 180, 10);
    expect(summarizeCost({ ...year, surgeDays: 9 }, []).days.ordinary).toBeCloseTo(summary.days.ordinary, 10);
  });

  it("share the bill of the calls among operations, leaving nothing out", () => {
    const sum = summary.operations.reduce((total, { usd }) => total + usd, 0);
    expect(sum).toBeCloseTo(sumOf(cost.charges.filter((charge) => charge.operation !== undefined)), 6);
  });

  it("draw bars as long as the figures they stand for", () => {
    const page = costPage(summary, "Measured.");
    const figure = /id="capabilities">.*?<\/figure>/s.exec(page)?.[0] ?? "";
    const ticks = [...figure.matchAll(/<text class="x" data-value="([^"]+)" x="([^"]+)"/g)].map(
      ([, value, x]) => [Number(value), Number(x)] as const,
    );
    const [first, last] = [ticks[0], ticks.at(-1)];
    if (first === undefined || last === undefined) throw new Error("no axis");
    const unit = (last[1] - first[1]) / (last[0] - first[0]);
    const widths = [...figure.matchAll(/<rect class="bar[^>]* width="([\d.]+)"/g)].map(
      ([, width]) => Number(width) / unit,
    );
    for (const [index, { euros }] of summary.capabilities.entries())
      expect(widths[index]).toBeCloseTo(euros * 1_000, 1);
  });

  it("name every price with its status", () => {
    const page = costPage(summary, "Measured.");
    for (const name of Object.keys(PRICED) as Priced[]) expect(page).toContain(`<th scope="row">${name}</th>`);
  });
});
