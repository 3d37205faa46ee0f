import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MEASURE_STATES } from "../measures-contract.ts";
import {
  type KeptMeasure,
  lastsUntil,
  MOVES,
  measureOf,
  type State,
  type Step,
  slotsOf,
  stateAfter,
  stateOf,
} from "./measure.ts";

const slot = { day: "2026-11-25", start: "14:00", end: "16:00", place: "Permanence 2" };
const detention: Step = { step: "give", kind: "detention", label: "Retenue", detention: slot };
const observation: Step = { step: "give", kind: "observation", label: "Observation" };
const request: Step = { step: "request" };
const open: Step = {
  step: "open",
  facts: "Faits",
  answerBy: "2026-11-25",
  interimExclusion: false,
  openedOn: "2026-11-23",
};
const observe: Step = { step: "observe", voice: "family", text: "Nous contestons." };
const warning: Step = { step: "pronounce", kind: "warning", motivation: "Motifs", decidedOn: "2026-11-26" };
const hanging: Step = {
  step: "pronounce",
  kind: "school-suspension",
  motivation: "Motifs",
  days: 3,
  suspendedUntil: "2027-07-31",
  decidedOn: "2026-11-26",
};
const postpone: Step = { step: "postpone", reason: "Élève malade", detention: { ...slot, day: "2026-12-02" } };
const done: Step = { step: "done" };
const notDone: Step = { step: "not-done" };
const cancel: Step = { step: "cancel", reason: "Erreur" };
const dismiss: Step = { step: "dismiss", reason: "Faits non établis" };
const revoke: Step = { step: "revoke", reason: "Récidive", from: "2027-01-11" };
const annul: Step = { step: "annul", reason: "Recours" };
const attach: Step = {
  step: "attach",
  file: { fileId: "fil_7k2mq4x9d0abc", name: "a.pdf", mediaType: "application/pdf", bytes: 1 },
};
const every = [
  detention,
  observation,
  request,
  open,
  observe,
  warning,
  hanging,
  postpone,
  done,
  notDone,
  cancel,
  dismiss,
  revoke,
  annul,
  attach,
];

const kept = (steps: readonly Step[]): KeptMeasure => ({
  head: {
    measureId: "mea_0t2mq4x9d0abc",
    schoolId: "0990001N" as never,
    schoolYear: 2026,
    pupilId: "per_7k2mq4x9d0abc" as never,
    familyName: "MARLOW",
    givenName: "Nina",
    classId: "aud_7k2mq4x9d0abc" as never,
    className: "6A",
    audienceIds: [],
    reason: "Bavardages",
    familySees: true,
  },
  steps: steps.map((step) => ({
    ...step,
    by: { personId: "per_0k2mq4x9d0abd" as never, role: "cpe" },
    at: "2026-11-23T09:00:00.000Z",
    day: "2026-11-23",
  })),
});

describe("the life of a measure", () => {
  it.each<[string, readonly Step[], State]>([
    ["a detention is to be done", [detention], "to-do"],
    ["an observation is over once it is written", [observation], "done"],
    ["a detention missed and postponed is to be done again", [detention, notDone, postpone], "to-do"],
    ["a punishment given by mistake is cancelled, even when it is done", [detention, done, cancel], "cancelled"],
    ["a sanction may be asked for and dismissed", [request, dismiss], "dismissed"],
    ["a family answers before anything is decided", [open, observe, observe, warning], "pronounced"],
    ["a suspended sanction waits", [request, open, hanging], "suspended"],
    ["a revoked suspension is carried out", [open, hanging, revoke, done], "served"],
    ["a sanction that was served may still be annulled", [open, warning, done, annul], "annulled"],
  ])("%s", (_, steps, state) => {
    expect(stateOf(steps)).toBe(state);
  });

  it.each<[string, readonly Step[]]>([
    ["a sanction is pronounced without a procedure", [request, warning]],
    ["a family answers once it is decided", [open, warning, observe]],
    ["a punishment becomes a sanction", [detention, open]],
    ["a sanction is cancelled like a punishment", [open, warning, cancel]],
    ["what was never suspended is revoked", [open, warning, revoke]],
    ["a cancelled detention is done", [detention, cancel, done]],
    ["what is over is postponed", [detention, done, postpone]],
    ["a measure begins in the middle", [done]],
  ])("never happens that %s", (_, steps) => {
    expect(() => stateOf(steps)).toThrow("did not allow");
  });

  it("has no way out of what is settled, but to annul what was served", () => {
    const settled: readonly State[] = ["cancelled", "dismissed", "annulled"];
    for (const state of settled) expect(every.map((step) => stateAfter(state, step)).filter(Boolean)).toEqual([]);
    expect(every.filter((step) => stateAfter("served", step) !== undefined)).toEqual([annul]);
  });

  it("lists no state that cannot be reached, and reaches no state that is not listed", () => {
    const reached = new Set<State>();
    const visit = (state: State | "new"): void => {
      for (const step of every) {
        const after = stateAfter(state, step);
        if (after === undefined || reached.has(after)) continue;
        reached.add(after);
        visit(after);
      }
    };
    visit("new");
    expect([...reached].toSorted()).toEqual([...MEASURE_STATES].toSorted());
    const named = Object.values(MOVES).flatMap((moves) => [...Object.keys(moves), ...Object.values(moves)]);
    expect(named.filter((state) => state !== "new" && !reached.has(state as State))).toEqual([]);
  });

  it("keeps every slot and every word, whatever legal steps are taken", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...every), { minLength: 1, maxLength: 12 }), (tried) => {
        const taken: Step[] = [];
        for (const step of tried)
          if (stateAfter(taken.length === 0 ? "new" : stateOf(taken), step) !== undefined) taken.push(step);
        if (taken.length === 0) return;
        const measure = measureOf(kept(taken));
        expect(measure.version).toBe(taken.length);
        expect(measure.category).toBe(taken[0]?.step === "give" ? "punishment" : "sanction");
        expect(measure.files).toHaveLength(taken.filter(({ step }) => step === "attach").length);
        expect(slotsOf(kept(taken).steps)).toHaveLength(taken.filter((one) => "detention" in one).length);
        if (measure.decision === undefined)
          expect(["suspended", "pronounced", "served", "annulled"]).not.toContain(measure.state);
      }),
    );
  });
});

describe("a measure as it stands", () => {
  it("shows the slot that holds, and no other", () => {
    expect(measureOf(kept([detention, notDone, postpone])).detention?.day).toBe("2026-12-02");
  });

  it("shows from when a revoked suspension is carried out", () => {
    expect(measureOf(kept([open, hanging, revoke])).decision).toMatchObject({ days: 3, from: "2027-01-11" });
  });

  it("has no kind before a sanction is pronounced", () => {
    expect(measureOf(kept([open]))).toMatchObject({ label: "Procédure disciplinaire", category: "sanction" });
    expect(measureOf(kept([open])).kind).toBeUndefined();
    expect(measureOf(kept([open, warning]))).toMatchObject({ label: "Avertissement", kind: "warning" });
  });
});

describe("how long a measure is kept", () => {
  it.each<[string, readonly Step[], string | undefined]>([
    ["a punishment, for the school year", [detention], "2027-08-01"],
    ["a warning, for the school year", [open, warning], "2027-08-01"],
    ["an exclusion, for two school years more", [open, hanging], "2029-08-01"],
    ["an annulled sanction, no longer than a punishment", [open, hanging, annul], "2027-08-01"],
    ["a procedure that came to nothing, no longer either", [open, dismiss], "2027-08-01"],
    [
      "an expulsion, until the pupil leaves",
      [
        open,
        {
          step: "pronounce",
          kind: "expulsion",
          motivation: "Motifs",
          councilOn: "2026-11-30",
          decidedOn: "2026-11-30",
        },
      ],
      undefined,
    ],
  ])("%s", (_, steps, until) => {
    expect(lastsUntil(kept(steps))).toBe(until);
  });
});
