import { describe, expect, it } from "vitest";
import { usualMessageSettings } from "./message-settings.ts";
import { composed, type Known, unknownPlaceholders, usesAbsences } from "./template.ts";

const nina: Known = {
  givenName: "Nina",
  familyName: "MARLOW",
  className: "6A",
  schoolName: "Collège Ada Lovelace",
  phone: "02 99 00 00 00",
  from: "2026-11-01",
  to: "2026-11-30",
  summary: {
    pupilId: "per_7k2mq4x9d0abc" as never,
    unit: "half-day",
    justified: 1,
    unjustified: 2,
    lateness: 1,
    halfDays: [
      { day: "2026-11-23", part: "morning", justified: false },
      { day: "2026-12-01", part: "afternoon", justified: true },
    ],
    lessons: [{ day: "2026-11-23", start: "08:00", end: "08:55", subject: "Mathématiques" }],
  },
};
const written = (text: string) => composed({ subject: "Objet", text }, nina).text;

describe("a message", () => {
  it("names the child, the class, the school and its telephone", () =>
    expect(written("{nom}, {classe} – {etablissement}, {telephone}")).toBe(
      "Nina MARLOW, 6A – Collège Ada Lovelace, 02 99 00 00 00",
    ));

  it("says which half-days were missed, which lessons, and how many", () => {
    expect(written("{absences}")).toBe("lundi 23 novembre (matin), mardi 1er décembre (après-midi)");
    expect(written("{a-justifier}")).toBe("lundi 23 novembre (matin)");
    expect(written("{cours}")).toBe("lundi 23 novembre de 08:00 à 08:55 (Mathématiques)");
    expect(written("{demi-journees}, dont {non-justifiees} ; {retards}")).toBe(
      "3 demi-journées, dont 2 demi-journées ; 1 retard",
    );
    expect(written("du {debut} au {fin}")).toBe("du dimanche 1er novembre au lundi 30 novembre");
  });

  it("counts by what the school counts, and says none where there is none", () => {
    const summary = { ...nina.summary, unit: "hour", justified: 0, unjustified: 1, halfDays: [], lessons: [] } as never;
    const texts = { subject: "Objet", text: "{demi-journees} : {absences}, {cours}" };
    expect(composed(texts, { ...nina, summary }).text).toBe("1 heure : aucune, aucun");
  });

  it("shows no family name on a telephone, whatever was written", () => {
    const { subject, short, text } = composed({ subject: "{nom}", short: "{nom} est attendue.", text: "{nom}" }, nina);
    expect([subject, short, text]).toEqual(["Nina", "Nina est attendue.", "Nina MARLOW"]);
    expect(composed({ subject: "Absences de {enfant}", text: "…" }, nina).short).toBe(
      "Collège Ada Lovelace, au sujet de Nina : Absences de Nina. À lire dans l’ENT.",
    );
  });

  it("is refused where braces stand for nothing, with their place and what may stand there", () => {
    const [error, ...others] = unknownPlaceholders({ subject: "{enfant}", text: "Cher {parent}, {enfant}" }, "body");
    expect(others).toEqual([]);
    expect(error?.field).toBe("body.text");
    expect(error?.message).toMatch(/^Caractère 6 : \{parent\} ne correspond à rien\. Employez \{enfant\}, \{nom\}, /);
  });

  it("is not refused for a brace alone, nor filled with what an object happens to have", () => {
    expect(unknownPlaceholders({ subject: "a } b {", text: "}{" }, "body")).toEqual([]);
    expect(unknownPlaceholders({ subject: "{constructor}", text: "x" }, "body")).toHaveLength(1);
  });

  it.each(usualMessageSettings.templates.map((one) => [one.label, one] as const))(
    "« %s », as every school begins with it, stands for something everywhere",
    (_, template) => {
      expect(unknownPlaceholders(template, "body")).toEqual([]);
      expect(composed(template, nina).text).not.toMatch(/[{}]/);
    },
  );

  it("asks attendance only when it speaks of absences", () =>
    expect(usualMessageSettings.templates.map(usesAbsences)).toEqual([true, true, true, false]));
});
