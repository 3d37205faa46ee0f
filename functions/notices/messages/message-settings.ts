import type { Instant } from "@preau/contract";
import type { Texts } from "./template.ts";

/** A message ready to be sent again and again, in the school's words. */
export interface MessageTemplate extends Texts {
  readonly templateId: string;
  readonly label: string;
}

/** What a school writes its messages with. */
export interface MessageSettings {
  readonly version: number;
  /** The number that families call back. */
  readonly phone?: string | undefined;
  /** The head of its letters, line by line: name and address. */
  readonly letterhead: readonly string[];
  readonly templates: readonly MessageTemplate[];
  readonly setAt: Instant | null;
}

/** What a school starts from and edits. */
export const usualMessageSettings: MessageSettings = {
  version: 0,
  letterhead: [],
  templates: [
    {
      templateId: "unjustified-absences",
      label: "Absences à justifier",
      subject: "Absences de {enfant} à justifier",
      text: "Madame, Monsieur,\n\nEntre le {debut} et le {fin}, {nom} ({classe}) a été absent(e) sans que nous en connaissions le motif : {a-justifier}.\n\nMerci de nous en indiquer la raison dans l’ENT ou auprès de la vie scolaire.\n\n{etablissement}",
    },
    {
      templateId: "repeated-absences",
      label: "Absences répétées",
      subject: "Absences répétées de {enfant}",
      text: "Madame, Monsieur,\n\nDepuis le {debut}, {nom} ({classe}) compte {demi-journees} d’absence, dont {non-justifiees} sans motif valable. Nous souhaitons en parler avec vous : merci de prendre contact avec la vie scolaire.\n\n{etablissement}",
    },
    {
      templateId: "lateness",
      label: "Retards",
      subject: "Retards de {enfant}",
      text: "Madame, Monsieur,\n\nEntre le {debut} et le {fin}, nous avons relevé {retards} pour {nom} ({classe}). Merci de veiller à sa ponctualité.\n\n{etablissement}",
    },
    {
      templateId: "information",
      label: "Information aux familles",
      subject: "Information de l’établissement",
      text: "Madame, Monsieur,\n\n\n\n{etablissement}",
    },
  ],
  setAt: null,
};
