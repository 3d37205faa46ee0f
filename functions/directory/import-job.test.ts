import { describe, expect, it } from "vitest";
import type { ImportId } from "./contract.ts";
import { type ImportJob, importView, mayRun, mayStart, messageOf, noCounts } from "./import-job.ts";

const at = "2026-11-23T05:00:00.000Z";
const job = (changes: Partial<ImportJob> = {}): ImportJob => ({
  importId: "imp_7k2mq4x9d0abc" as ImportId,
  kind: "aaf",
  schoolYear: 2026,
  state: "awaiting-files",
  files: [],
  autoApprove: false,
  maxLeavingPercent: 5,
  createdAt: at,
  updatedAt: at,
  errors: 0,
  warnings: 0,
  version: 1,
  ...changes,
});
const minutesLater = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000);

describe("an import", () => {
  it.each([
    ["awaiting-files", 0, true],
    ["failed", 0, true],
    ["queued", 60, false],
    ["running", 14, false],
    ["running", 16, true],
    ["awaiting-approval", 60, false],
    ["cancelled", 60, false],
    ["done", 60, false],
    ["refused", 60, false],
  ] as const)("that is %s for %i minutes may be started: %s", (state, minutes, expected) => {
    expect(mayStart(job({ state }), minutesLater(minutes))).toBe(expected);
  });

  it.each([
    ["queued", true],
    ["running", true],
    ["failed", true],
    ["awaiting-files", false],
    ["awaiting-approval", false],
    ["cancelled", false],
    ["done", false],
    ["refused", false],
  ] as const)("that is %s has something to run: %s", (state, expected) => {
    expect(mayRun({ state })).toBe(expected);
  });
});

describe("what the operator reads", () => {
  const counts = (changes: Partial<ReturnType<typeof noCounts>["pupils"]>) => {
    const all = noCounts();
    Object.assign(all.pupils, changes);
    return all;
  };
  it.each([
    [
      job({ state: "done", counts: counts({ unchanged: 9 }) }),
      "Aucun changement : la livraison est identique à ce qui est déjà enregistré.",
    ],
    [
      job({ state: "done", errors: 2, counts: counts({ unchanged: 9 }) }),
      "Aucun changement : la livraison est identique à ce qui est déjà enregistré. Le compte rendu signale 2 points à corriger.",
    ],
    [
      job({ state: "done", counts: counts({ created: 1, changed: 2, unchanged: 9, missing: 2 }) }),
      "Import terminé : 1 fiche créée, 2 modifiées, 9 sans changement, 2 personnes absentes de la livraison (rien n’est supprimé).",
    ],
    [
      job({ state: "running", progress: { step: "writing", records: 12 } }),
      "Écriture en cours : 12 établissements traités.",
    ],
    [
      job({ state: "running", progress: { step: "comparing", records: 1 } }),
      "Comparaison en cours : 1 établissement traité. Rien n’est encore modifié.",
    ],
    [
      job({ state: "awaiting-approval", counts: counts({ created: 1, changed: 2, missing: 2, ambiguous: 1 }) }),
      "Comparaison terminée, rien n’est encore modifié : 1 fiche à créer, 2 à modifier, 2 personnes absentes de la livraison, 1 à identifier. Relisez les changements, puis approuvez-les ou abandonnez l’import.",
    ],
    [
      job({ state: "done", counts: counts({ changed: 2, moved: 1 }) }),
      "Import terminé : 0 fiche créée, 2 modifiées, 0 sans changement, 1 fiche modifiée entre-temps et laissée en l’état.",
    ],
    [
      job({ state: "running", progress: { step: "checking", records: 1000 } }),
      "Vérification des fichiers en cours : rien n’est encore modifié.",
    ],
  ])("%#", (one, message) => {
    expect(messageOf(one)).toBe(message);
    expect(importView(one)).toMatchObject({ message, state: one.state });
  });
});
