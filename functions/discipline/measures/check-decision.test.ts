import { describe, expect, it } from "vitest";
import type { Decision } from "../measures-contract.ts";
import { faultsOfDecision, faultsOfRevocation } from "./check-decision.ts";

const OPENED = "2026-11-16";
const TODAY = "2026-11-23";
const motivation = "Motifs de fait et de droit.";
const fieldsOf = (decision: Omit<Decision, "motivation">) =>
  faultsOfDecision({ motivation, ...decision }, OPENED, TODAY).map(({ field }) => field);

describe("a decision", () => {
  it.each<[string, Omit<Decision, "motivation">, readonly string[]]>([
    ["a warning needs nothing but reasons", { kind: "warning" }, []],
    ["a warning is never suspended", { kind: "warning", suspendedUntil: "2027-07-31" }, ["body.suspendedUntil"]],
    ["a reprimand has no days", { kind: "reprimand", days: 2 }, ["body.days"]],
    ["a responsibility measure says how many hours", { kind: "responsibility-measure" }, ["body.hours"]],
    [
      "a responsibility measure may be suspended",
      { kind: "responsibility-measure", hours: 4, suspendedUntil: "2027-07-31" },
      [],
    ],
    ["an exclusion says how long and from when", { kind: "school-suspension" }, ["body.days", "body.from"]],
    [
      "an exclusion begins no earlier than today",
      { kind: "class-suspension", days: 2, from: "2026-11-20" },
      ["body.from"],
    ],
    ["an exclusion of a few days from tomorrow", { kind: "class-suspension", days: 8, from: "2026-11-24" }, []],
    [
      "a suspended exclusion has no date yet",
      { kind: "school-suspension", days: 3, suspendedUntil: "2027-07-31", from: "2026-11-24" },
      ["body.from"],
    ],
    [
      "a suspension ends no sooner than the year",
      { kind: "school-suspension", days: 3, suspendedUntil: "2027-01-31" },
      ["body.suspendedUntil"],
    ],
    [
      "a suspension ends no later than the file",
      { kind: "school-suspension", days: 3, suspendedUntil: "2029-08-01" },
      ["body.suspendedUntil"],
    ],
    ["nobody expels alone", { kind: "expulsion" }, ["body.councilOn"]],
    ["the council expels", { kind: "expulsion", councilOn: "2026-11-21" }, []],
    ["a council is called five days before", { kind: "expulsion", councilOn: "2026-11-20" }, ["body.councilOn"]],
    ["a council that has not met decides nothing", { kind: "expulsion", councilOn: "2026-11-24" }, ["body.councilOn"]],
  ])("%s", (_, decision, fields) => {
    expect(fieldsOf(decision)).toEqual(fields);
  });
});

describe("a suspension that is revoked", () => {
  const hanging = { kind: "school-suspension", suspendedUntil: "2027-07-31" } as const;
  it.each([
    ["says from when an exclusion is carried out", {}, hanging, TODAY, ["body.from"]],
    ["is carried out from a day to come", { from: TODAY }, hanging, TODAY, []],
    ["is not revoked once its time is over", { from: "2027-08-02" }, hanging, "2027-08-01", ["body.reason"]],
    ["of an expulsion is for the council", {}, { ...hanging, kind: "expulsion" }, TODAY, ["body.councilOn"]],
    ["of an expulsion, by the council that met", { councilOn: TODAY }, { ...hanging, kind: "expulsion" }, TODAY, []],
  ] as const)("%s", (_, revoked, decision, today, fields) => {
    expect(faultsOfRevocation(revoked, decision, today).map(({ field }) => field)).toEqual(fields);
  });
});
