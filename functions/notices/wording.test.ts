import { describe, expect, it } from "vitest";
import type { Entry, ToldLesson } from "./notice.ts";
import { messageOf, wordsOf } from "./wording.ts";

const lesson = (start: string, state: ToldLesson["state"], subject: string, more: Partial<ToldLesson> = {}) => ({
  lessonId: `les_${start}`,
  start,
  end: `${start.slice(0, 2)}:55`,
  subject,
  state,
  ...more,
});
const eight = lesson("08:00", "absent", "Mathématiques");
const nine = lesson("09:00", "absent", "Anglais");
const saying = (...history: readonly (readonly ToldLesson[])[]) => ({
  pupilName: "Nina",
  day: "2026-12-01",
  history: history.map((lessons): Entry => ({ at: "2026-12-01T07:15:00.000Z", lessons, loud: true })),
});
const CHECKING = "en cours de vérification par l’établissement.";

describe("a family reads", () => {
  it.each([
    [
      "which child, which lesson, and that the school is still checking",
      saying([eight]),
      `Absence signalée pour Nina mardi 1er décembre de 08:00 à 08:55 (Mathématiques), ${CHECKING}`,
    ],
    [
      "every lesson missed",
      saying([eight], [eight, nine]),
      `Absence signalée pour Nina mardi 1er décembre de 08:00 à 08:55 (Mathématiques) et de 09:00 à 09:55 (Anglais), ${CHECKING}`,
    ],
    [
      "how late",
      saying([lesson("08:00", "late", "Mathématiques", { minutes: 10 }), nine]),
      `Retard de 10 min signalé pour Nina mardi 1er décembre de 08:00 à 08:55 (Mathématiques) ; absence signalée de 09:00 à 09:55 (Anglais), ${CHECKING}`,
    ],
    [
      "that a child left early",
      saying([lesson("10:00", "left", "EPS", { minutes: 25 })]),
      `Départ signalé pour Nina mardi 1er décembre de 10:00 à 10:55 (EPS), ${CHECKING}`,
    ],
    [
      "that it did not happen",
      saying([eight], []),
      "Rectification pour Nina mardi 1er décembre : de 08:00 à 08:55 (Mathématiques), l’absence signalée est annulée.",
    ],
    [
      "what it was instead",
      saying([eight], [lesson("08:00", "late", "Mathématiques", { minutes: 20 })]),
      "Rectification pour Nina mardi 1er décembre : de 08:00 à 08:55 (Mathématiques), l’absence signalée est annulée, il s’agit d’un retard de 20 min.",
    ],
    [
      "what is left of it",
      saying([eight, nine], [eight]),
      `Rectification pour Nina mardi 1er décembre : de 09:00 à 09:55 (Anglais), l’absence signalée est annulée. Toujours signalé : absence de 08:00 à 08:55 (Mathématiques), ${CHECKING}`,
    ],
    [
      "that the school is not sure any more",
      saying([eight], [{ ...eight, disputed: true }]),
      "Signalement pour Nina mardi 1er décembre : l’établissement a reçu des informations contradictoires et les vérifie.",
    ],
  ])("%s", (_, notice, expected) => expect(messageOf(notice)).toBe(expected));

  it("on a telephone what changed, and nothing that the school disputes", () => {
    const words = wordsOf(saying([eight, nine], [eight, { ...lesson("10:00", "late", "Latin"), disputed: true }]), [
      nine,
    ]);
    expect(words).toMatchObject({
      subject: "Rectification pour Nina",
      short: expect.stringContaining("09:00 à 09:55"),
    });
    expect(words.text).not.toContain("Latin");
    expect(wordsOf(saying([eight]), []).subject).toBe("Absence signalée pour Nina");
  });
});
