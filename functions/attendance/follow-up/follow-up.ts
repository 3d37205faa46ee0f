import type { ClockTime, Day, Instant, Role } from "@preau/contract";

/** A kind of thing that school life notes, as a school words it. */
export interface FollowUpType {
  readonly typeId: string;
  readonly label: string;
  /** What fits in a column. */
  readonly short: string;
}

/** What a school has decided, and by which version. */
export interface FollowUpTypes {
  readonly version: number;
  readonly types: readonly FollowUpType[];
}

/** What a school starts from and edits. */
export const usualTypes: FollowUpTypes = {
  version: 0,
  types: [
    { typeId: "call-made", label: "Appel à la famille", short: "App" },
    { typeId: "call-received", label: "Appel de la famille", short: "Rec" },
    { typeId: "voicemail", label: "Message sur répondeur", short: "Rép" },
    { typeId: "sms", label: "SMS envoyé", short: "SMS" },
    { typeId: "mail", label: "Courriel", short: "Mél" },
    { typeId: "letter", label: "Courrier", short: "Cou" },
    { typeId: "proof", label: "Justificatif reçu", short: "Just" },
    { typeId: "pupil-interview", label: "Entretien avec l’élève", short: "Élv" },
    { typeId: "family-interview", label: "Entretien avec la famille", short: "Fam" },
    { typeId: "other", label: "Autre", short: "Aut" },
  ],
};

/** One thing done or received about a pupil. It stays as it was written: a mistake is struck out, with who did so and why. */
export interface FollowUp {
  readonly followUpId: string;
  readonly typeId: string;
  /** The words of the school on that day. */
  readonly label: string;
  readonly on: Day;
  readonly time?: ClockTime | undefined;
  readonly comment?: string | undefined;
  /** The days it is about. */
  readonly days: readonly Day[];
  readonly by: string;
  readonly byRole: Role;
  readonly at: Instant;
  readonly struck?: { readonly by: string; readonly at: Instant; readonly why: string } | undefined;
}
