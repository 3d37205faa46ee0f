import { describe, expect, it } from "vitest";
import type { ImportId, ImportIssue } from "../contract.ts";
import { openReport } from "./report.ts";

const line = (severity: ImportIssue["severity"], number: number): ImportIssue => ({
  line: number,
  severity,
  code: "missing",
  message: "",
});

const open = (before = { errors: 0, warnings: 0 }) => {
  const written = new Map<number, ImportIssue>();
  const putIssues = async (_: ImportId, first: number, issues: readonly ImportIssue[]) => {
    for (const [index, issue] of issues.entries()) written.set(first + index, issue);
  };
  const importId = "imp_7k2mq4x9d0abc" as ImportId;
  return { written, report: openReport({ importId, ...before }, { putIssues }, new Date()) };
};

describe("the report of an import", () => {
  it("numbers its lines in the order found, whatever the size of the writes", async () => {
    const { report, written } = open();
    for (let number = 1; number <= 250; number += 1) await report.add(line("error", number));
    await report.flush();
    expect([...written].every(([number, issue]) => issue.line === number)).toBe(true);
    expect(written.size).toBe(250);
  });

  it("goes on after the lines of the steps before", async () => {
    const { report, written } = open({ errors: 2, warnings: 1 });
    await report.add(line("error", 4));
    await report.flush();
    expect([...written.keys()]).toEqual([4]);
    expect(report.totals()).toEqual({ errors: 3, warnings: 1 });
  });

  it("stops after 5,000 lines and says so, but counts them all", async () => {
    const { report, written } = open();
    for (let number = 1; number <= 5_200; number += 1) await report.add(line(number % 2 ? "error" : "warning", number));
    await report.flush();
    expect(written.size).toBe(5_001);
    expect(written.get(5_001)).toMatchObject({ code: "report-cut" });
    expect(report.totals()).toEqual({ errors: 2_600, warnings: 2_600 });
  });
});
