import { describe, expect, it } from "vitest";
import { type AbsenceCase, type CaseStage, nextStages, stageOf, withStep } from "./case.ts";

const step = (stage: CaseStage, on = "2026-11-23") => ({
  stage,
  on,
  at: `${on}T08:00:00.000Z`,
  by: "acc_cpe",
  inMonth: 4,
  inYear: 6,
});
const walked = (...stages: readonly CaseStage[]) =>
  stages.reduce<AbsenceCase | undefined>((known, stage) => withStep(known, step(stage)) ?? known, undefined);

describe("what a school does about repeated absences", () => {
  it("begins with the family, goes on by letter, and ends with the academy", () => {
    const known = walked("dialogue", "letter", "report", "closed");
    expect(known?.steps.map(({ stage }) => stage)).toEqual(["dialogue", "letter", "report", "closed"]);
    expect(known?.version).toBe(4);
  });

  it.each<[readonly CaseStage[], CaseStage]>([
    [[], "letter"],
    [[], "report"],
    [[], "closed"],
    [["dialogue"], "report"],
    [["dialogue", "letter"], "dialogue"],
    [["dialogue", "letter", "report"], "letter"],
    [["dialogue", "closed"], "letter"],
  ])("after %j never goes to %s", (before, stage) => {
    expect(withStep(walked(...before), step(stage))).toBeUndefined();
  });

  it("may be spoken of more than once, and begins anew after it was closed", () => {
    expect(stageOf(walked("dialogue", "dialogue") ?? { steps: [] })).toBe("dialogue");
    expect(nextStages(walked("dialogue", "closed") ?? { steps: [] })).toEqual(["dialogue"]);
  });

  it("is dated in order", () => {
    const known = walked("dialogue");
    expect(withStep(known, step("letter", "2026-11-22"))).toBeUndefined();
    expect(withStep(known, step("letter", "2026-11-24"))).toBeDefined();
  });
});
