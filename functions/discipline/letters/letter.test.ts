import { describe, expect, it } from "vitest";
import type { Measure } from "../measures-contract.ts";
import { usualSettings } from "../school/settings.ts";
import { letterOf } from "./letter.ts";
import { letterDocument } from "./letter-document.ts";

const measure: Measure = {
  measureId: "mea_0t2mq4x9d0abc",
  schoolId: "0990001N" as Measure["schoolId"],
  pupilId: "per_7k2mq4x9d0abc" as Measure["pupilId"],
  familyName: "MARLOW",
  givenName: "Nina",
  classId: "aud_7k2mq4x9d0abc" as Measure["classId"],
  className: "6A",
  category: "sanction",
  label: "Procédure disciplinaire",
  state: "opened",
  day: "2026-11-23",
  reason: "Violence",
  by: { personId: "per_0k2mq4x9d0abd" as Measure["pupilId"], role: "head" },
  familySees: true,
  files: [],
  version: 1,
};
const procedure = {
  facts: "Coups portés à un élève.",
  answerBy: "2026-11-25",
  interimExclusion: true,
  openedOn: "2026-11-23",
  observations: [],
};
const decision = {
  kind: "school-suspension",
  motivation: "Faits établis.",
  days: 3,
  from: "2026-12-01",
  decidedOn: "2026-11-26",
} as const;
const textOf = (changes: Partial<Measure>) => letterOf({ ...measure, ...changes })?.paragraphs.join("\n");

describe("the letter to the family", () => {
  it("says of a detention when and where it is, and that it is on no file", () => {
    const detention = { day: "2026-11-25", start: "14:00", end: "16:00", place: "Permanence 2" };
    const text = textOf({ category: "punishment", label: "Retenue", state: "to-do", reason: "Bavardages", detention });
    expect(text).toContain("mercredi 25 novembre 2026, de 14:00 à 16:00 (Permanence 2)");
    expect(text).toContain("Motif : Bavardages");
    expect(text).toContain("n’est pas inscrite au dossier administratif");
  });

  it("opens a procedure with the facts, the time to answer, and what the pupil may ask for", () => {
    const text = textOf({ procedure });
    expect(text).toContain("Coups portés à un élève.");
    expect(text).toContain("jusqu’au mercredi 25 novembre 2026 inclus");
    expect(text).toContain("la personne de son choix");
    expect(text).toContain("Cette mesure n’est pas une sanction");
    expect(textOf({ procedure: { ...procedure, interimExclusion: false } })).not.toContain("conservatoire");
  });

  it("notifies an exclusion with its reasons, its days, its erasure and the ways to contest it", () => {
    const text = textOf({ procedure, decision, state: "pronounced" });
    expect(text).toContain("Motivation : Faits établis.");
    expect(text).toContain("du mardi 1er décembre 2026 au jeudi 3 décembre 2026 inclus");
    expect(text).toContain("effacée le mercredi 1er août 2029");
    expect(text).toContain("tribunal administratif");
  });

  it("says what a suspension means, who decided an expulsion, and where that is contested", () => {
    const hanging = {
      kind: "school-suspension",
      motivation: "Faits.",
      days: 3,
      suspendedUntil: "2027-07-31",
      decidedOn: "2026-11-26",
    } as const;
    expect(textOf({ procedure, decision: hanging, state: "suspended" })).toContain("assortie du sursis");
    const expelled = {
      kind: "expulsion",
      motivation: "Faits.",
      councilOn: "2026-11-30",
      decidedOn: "2026-11-30",
    } as const;
    const text = textOf({ procedure, decision: expelled, state: "pronounced" });
    expect(text).toContain("le conseil de discipline, réuni le lundi 30 novembre 2026");
    expect(text).toContain("recteur");
    expect(text).toContain("fin de sa scolarité");
  });

  it.each<[string, Partial<Measure>]>([
    ["what was only asked of the head", { state: "requested" }],
    ["a punishment that was cancelled", { category: "punishment", state: "cancelled" }],
  ])("is none for %s", (_, changes) => {
    expect(letterOf({ ...measure, ...changes })).toBeUndefined();
  });

  it("takes back what was annulled, whatever it was", () => {
    expect(letterOf({ ...measure, procedure, decision, state: "annulled" })?.title).toBe("Retrait d’une sanction");
    expect(letterOf({ ...measure, procedure, state: "dismissed" })?.title).toBe(
      "Clôture d’une procédure disciplinaire",
    );
  });

  it("is printed, with the school’s head and no machine’s address in it", async () => {
    const letter = letterOf({ ...measure, procedure });
    if (letter === undefined) throw new Error("a procedure calls for a letter");
    const { toPdf } = await import("@preau/paper");
    const { letterhead } = usualSettings;
    const bytes = await toPdf(
      letterDocument(letter, "Nina MARLOW", { ...letterhead, lines: ["Collège"] }, "2026-11-23"),
    );
    expect(new TextDecoder().decode(bytes.slice(0, 5))).toBe("%PDF-");
    expect(bytes.length).toBeGreaterThan(5_000);
  });
});
