import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunRecord } from "../run/run-record.ts";
import { categoryGaps } from "./category-gaps.ts";
import { hottestKeys } from "./hottest-keys.ts";
import { measuredCharts } from "./measured-charts.ts";
import { reportPage } from "./report-page.ts";
import { runCharts } from "./run-charts.ts";
import { verdictOf } from "./run-verdict.ts";
import { ADMITTED, inventedRun, TEN_MINUTES } from "./testing/invented-run.ts";
import { readDrawing } from "./testing/read-drawing.ts";
import { writeReport } from "./write-report.ts";

const run = inventedRun(ADMITTED);
const page = reportPage(run);
const drawn = [...runCharts(run), ...measuredCharts(run)];

describe("the report of a run", () => {
  it.each(
    drawn.filter(({ kind }) => kind !== "stack").flatMap(({ id, series }) => series.map((one) => ({ id, ...one }))),
  )("draws every second of “$name” where the axes of $id say its figure stands", ({ id, name, values }) => {
    const seen = new Map(readDrawing(page, id, name));
    for (const [second, value] of values.entries())
      if (value === undefined) expect(seen.has(second)).toBe(false);
      else {
        const most = Math.max(...values.filter((one) => one !== undefined));
        expect(seen.get(second), `second ${second}`).toBeCloseTo(value, most > 1_000 ? -1.5 : most > 200 ? 0 : 0.2);
      }
  });

  it.each(drawn.filter(({ kind }) => kind === "stack"))("piles the series of $id up to their sum", ({ id, series }) => {
    series.forEach(({ name, values }, index) => {
      const top = new Map(readDrawing(page, id, name).slice(0, values.length));
      const most = Math.max(
        ...values.map((_, second) => series.reduce((sum, one) => sum + (one.values[second] ?? 0), 0)),
        1,
      );
      for (const second of values.keys()) {
        const below = series.slice(0, index + 1).reduce((sum, one) => sum + (one.values[second] ?? 0), 0);
        expect(Math.abs((top.get(second) ?? Number.NaN) - below) / most, `second ${second}`).toBeLessThan(0.005);
      }
    });
  });

  it("gives under each chart the table of what it draws, a row a second", () => {
    for (const { id } of drawn) {
      const figure = new RegExp(`id="${id}">.*?</figure>`, "s").exec(page)?.[0] ?? "";
      expect(figure.match(/<tr><th scope="row">/g)).toHaveLength(run.seconds.length);
      expect(figure).toContain("<title");
    }
    const second = run.seconds[100];
    expect(page).toContain(`<tr><th scope="row">100</th><td>${second?.byPriority.essential.served}</td>`);
  });

  it("names every phase, operation, table and alarm", () => {
    for (const { name } of run.scenario.phases) expect(page).toContain(`>${name}</text>`);
    for (const { operation } of run.operations) expect(page).toContain(`<th scope="row">${operation}</th>`);
    expect(page).toContain('data-series="home"');
    expect(page).toContain("essential-refused: ALARM");
  });

  it("is read without a network: nothing is fetched, and the browser is told so", () => {
    expect(page).not.toMatch(/(src|href)=|url\(|@import/);
    expect(page).toContain("default-src &#39;none&#39;".replaceAll("&#39;", "'"));
  });

  it("weighs less than a megabyte and a half for ten minutes", () => {
    expect(Buffer.byteLength(reportPage(inventedRun(TEN_MINUTES)))).toBeLessThan(1_500_000);
  });

  it("lets no name become markup, wherever it comes from", () => {
    const evil = `"><script>alert('x')</script>&`;
    const [phase, ...phases] = run.scenario.phases;
    const [operation] = run.operations;
    const [measured] = run.measured ?? [];
    if (!phase || !operation || !measured) throw new Error("the invented run is empty");
    const name = { operation: evil, role: evil, schoolId: evil };
    const attacked: RunRecord = {
      ...run,
      partial: evil,
      scenario: { name: evil, title: evil, phases: [{ ...phase, name: evil }, ...phases] },
      target: { ...run.target, url: evil, broken: evil },
      machine: { [evil]: evil },
      operations: [{ ...operation, operation: evil, statuses: { [evil]: 1 } }],
      categories: [
        { ...name, intents: 50, refused: 10, served: 40 },
        { ...name, role: "pupil", intents: 50, refused: 10, served: 40 },
      ],
      measured: [
        {
          ...measured,
          functions: {
            [evil]: { invocations: 1, busy: 1, coldStarts: 1, throttled: 1, cpuMs: 1, busyMs: 1, busyMsSquared: 1 },
          },
          tables: { [evil]: { readUnits: 1, writeUnits: 1, throttled: 1 } },
          hottest: [{ key: evil, readUnits: 1, writeUnits: 1 }],
          alarms: [{ name: evil, state: "ALARM" }],
        },
      ],
    };
    const written = reportPage(attacked);
    expect(written.match(/<script/g)).toHaveLength(1);
    expect(written).not.toContain("alert('x')");
    expect(written).not.toContain('"">');
  });

  it("says nothing of the runtime when the target is not the local one", () => {
    const { measured: _, ...elsewhere } = run;
    const written = reportPage(elsewhere);
    expect(written).toContain("it tells nothing of itself");
    expect(written).not.toContain('id="environments"');
  });
});

describe("a run that was cut short", () => {
  const cut: RunRecord = { ...run, partial: "interrupted by hand", seconds: run.seconds.slice(0, 90) };

  it("cannot pass as a whole one: its page, its title and its file say so", () => {
    expect(reportPage(cut)).toContain("<title>PARTIAL – ");
    expect(reportPage(cut)).toContain("Not to be quoted as a result.");
    expect(page).not.toContain("Not to be quoted");
  });

  it("is found out even when it does not say so itself", () => {
    const silent: RunRecord = { ...run, seconds: run.seconds.slice(0, 200) };
    expect(reportPage(silent)).toContain("it covers 3:20 of the 4:00 planned");
  });

  it("is not believed either when the generator was late", () => {
    expect(reportPage({ ...run, lateShare: 0.0101 })).toContain("PARTIAL");
    expect(verdictOf({ ...run, lateShare: 0.0101 }).filter(({ is }) => is === "bad")).toHaveLength(2);
  });

  it("fails its verdict when one acknowledged write is lost", () => {
    const lost = verdictOf({ ...run, writes: { acknowledged: 9, lost: 1, doubled: 0 } });
    expect(lost.filter(({ is }) => is === "bad").map(({ line }) => line)).toEqual([
      "9 writes were acknowledged: 1 lost, 0 there twice.",
    ]);
  });
});

describe("who was refused", () => {
  const category = (role: string, refused: number) => ({
    operation: "home.readHome",
    role,
    schoolId: "0990001N",
    intents: 1_000,
    refused,
    served: 1_000 - refused,
  });

  it("a role refused far more than the others stands out", () => {
    const [widest] = categoryGaps({
      categories: [category("pupil", 300), category("guardian", 100), category("teacher", 100)],
    });
    expect(widest).toMatchObject({ category: "role pupil", refusedShare: 0.3 });
    expect(widest?.deviations).toBeGreaterThan(10);
  });

  it("roles refused alike stay within what chance gives", () => {
    const gaps = categoryGaps({
      categories: [category("pupil", 110), category("guardian", 100), category("teacher", 95)],
    });
    expect(gaps.every(({ deviations }) => Math.abs(deviations) < 4)).toBe(true);
  });
});

it("the hottest key comes first, by what it takes of a partition’s ceiling", () => {
  const [second] = run.measured ?? [];
  if (!second) throw new Error("the invented run measured nothing");
  const hottest = [
    { key: "home SCHOOL#0990001N#2026#PERSON#per_a", readUnits: 12, writeUnits: 0 },
    { key: "attendance SCHOOL#0990001N#2026#CLASS#aud_a", readUnits: 3, writeUnits: 8 },
  ];
  expect(hottestKeys({ ...run, measured: [{ ...second, hottest }] })).toMatchObject([
    { pattern: "attendance SCHOOL#…#<year>#CLASS#…", peakWriteUnits: 8, shareOfCeiling: 0.8 },
    { peakReadUnits: 12, shareOfCeiling: 0.4 },
  ]);
});

describe("what is written", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "preau-report-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("is a page and the record itself, which reads back as it was", () => {
    const { html, json } = writeReport(run, join(dir, "deeper"));
    expect(statSync(html).size).toBeGreaterThan(100_000);
    expect(JSON.parse(readFileSync(json, "utf8"))).toEqual(run);
  });

  it("carries the name of its scenario and moment, and PARTIAL where it is", () => {
    writeReport(run, dir);
    writeReport({ ...run, partial: "stopped" }, dir);
    expect(readdirSync(dir).sort()).toEqual([
      "PARTIAL-surge10-2026-11-22T08-00-00Z.html",
      "PARTIAL-surge10-2026-11-22T08-00-00Z.json",
      "surge10-2026-11-22T08-00-00Z.html",
      "surge10-2026-11-22T08-00-00Z.json",
    ]);
  });
});
