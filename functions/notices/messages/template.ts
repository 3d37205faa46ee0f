import { spokenDay } from "@preau/calendar";
import type { FieldError } from "@preau/contract";
import type { AbsenceSummary } from "./absence-summary.ts";

/** What a school may write between braces in a message; what each stands for is said to whoever writes. */
export const PLACEHOLDERS = {
  enfant: "prénom de l’enfant",
  nom: "prénom et nom de l’enfant",
  classe: "classe de l’enfant",
  etablissement: "nom de l’établissement",
  telephone: "téléphone de la vie scolaire",
  absences: "demi-journées manquées, une à une",
  "a-justifier": "demi-journées manquées sans motif valable, une à une",
  cours: "cours manqués, un à un",
  "demi-journees": "nombre d’absences, selon le décompte de l’établissement",
  "non-justifiees": "nombre d’absences sans motif valable",
  retards: "nombre de retards",
  debut: "premier jour de la période",
  fin: "dernier jour de la période",
} as const;
export type Placeholder = keyof typeof PLACEHOLDERS;

/** The words of a message, with placeholders or with what they stand for. */
export interface Texts {
  readonly subject: string;
  readonly text: string;
  /** For a telephone; made of the subject where it is left out. */
  readonly short?: string | undefined;
}

const BRACED = /\{([^{}\n]*)\}/g;
const OF_ABSENCES: readonly Placeholder[] = [
  "absences",
  "a-justifier",
  "cours",
  "demi-journees",
  "non-justifiees",
  "retards",
];

const isKnown = (name: string): name is Placeholder => Object.hasOwn(PLACEHOLDERS, name);
const namesIn = ({ subject, text, short = "" }: Texts): readonly string[] =>
  [...`${subject}\n${text}\n${short}`.matchAll(BRACED)].map(([, name = ""]) => name);

export const uses = (texts: Texts, placeholder: Placeholder): boolean => namesIn(texts).includes(placeholder);
/** Whether attendance must be asked before the message can be written. */
export const usesAbsences = (texts: Texts): boolean => OF_ABSENCES.some((name) => uses(texts, name));

/** Braces that stand for nothing, one error each: where, and what may stand there. `under` names the place of the texts in the request. */
export const unknownPlaceholders = (texts: Texts, under: string): readonly FieldError[] =>
  (["subject", "text", "short"] as const).flatMap((field) =>
    [...(texts[field] ?? "").matchAll(BRACED)]
      .filter(([, name = ""]) => !isKnown(name))
      .map(({ 0: written, index }) => ({
        field: `${under}.${field}`,
        message: `Caractère ${index + 1} : ${written} ne correspond à rien. Employez ${Object.keys(PLACEHOLDERS)
          .map((name) => `{${name}}`)
          .join(", ")}.`,
      })),
  );

/** What is known of one pupil and of their school when the message leaves. */
export interface Known {
  readonly givenName: string;
  readonly familyName: string;
  readonly className: string;
  readonly schoolName: string;
  readonly phone: string;
  readonly from: string;
  readonly to: string;
  readonly summary?: AbsenceSummary | undefined;
}

const UNITS: Readonly<Record<AbsenceSummary["unit"], readonly [one: string, many: string]>> = {
  hour: ["heure", "heures"],
  "half-day": ["demi-journée", "demi-journées"],
  day: ["jour", "jours"],
};
const counted = (number: number, [one, many]: readonly [string, string]): string =>
  `${number} ${number < 2 ? one : many}`;

const absenceValues = (summary: AbsenceSummary | undefined) => {
  if (summary === undefined)
    return { absences: "", "a-justifier": "", cours: "", "demi-journees": "", "non-justifiees": "", retards: "" };
  const { unit, justified, unjustified, lateness, halfDays, lessons } = summary;
  const halves = (some: AbsenceSummary["halfDays"]) =>
    some.map(({ day, part }) => `${spokenDay(day)} (${part === "morning" ? "matin" : "après-midi"})`).join(", ");
  const hours = lessons.map(({ day, start, end, subject }) => `${spokenDay(day)} de ${start} à ${end} (${subject})`);
  return {
    absences: halves(halfDays) || "aucune",
    "a-justifier": halves(halfDays.filter((half) => !half.justified)) || "aucune",
    cours: hours.join(", ") || "aucun",
    "demi-journees": counted(justified + unjustified, UNITS[unit]),
    "non-justifiees": counted(unjustified, UNITS[unit]),
    retards: counted(lateness, ["retard", "retards"]),
  };
};

const valuesOf = (known: Known): Readonly<Record<Placeholder, string>> => ({
  enfant: known.givenName,
  nom: `${known.givenName} ${known.familyName}`,
  classe: known.className,
  etablissement: known.schoolName,
  telephone: known.phone,
  debut: spokenDay(known.from),
  fin: spokenDay(known.to),
  ...absenceValues(known.summary),
});

const filled = (text: string, values: Readonly<Record<Placeholder, string>>): string =>
  text.replace(BRACED, (written, name: string) => (isKnown(name) ? values[name] : written));

/**
 * A message as one family reads it. What telephones show (subject and short text) names the child by the given name at most: it is read
 * on locked screens.
 */
export const composed = (texts: Texts, known: Known): Required<Texts> & { readonly short: string } => {
  const values = valuesOf(known);
  const discreet = { ...values, nom: known.givenName };
  const subject = filled(texts.subject, discreet);
  const short = texts.short ?? `${known.schoolName}, au sujet de ${known.givenName} : ${subject}. À lire dans l’ENT.`;
  return { subject, text: filled(texts.text, values), short: filled(short, discreet) };
};
