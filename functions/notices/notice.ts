import type { Payload } from "@preau/contract";
import { digest } from "@preau/contract/derive-id";
import type { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import type { Notice } from "./contract.ts";

export type Register = Payload<typeof registerSubmittedV1>;
export type Mark = Register["marks"][number];

/** A notice as it is kept: the guardian it is for, and none of the text that can be composed from the rest. */
export interface KeptNotice extends Omit<Notice, "message"> {
  readonly schoolYear: number;
  readonly guardianId: string;
  /** A correction that arrived before the mark it corrects: kept so that the late mark is ignored, never shown. */
  readonly silent?: boolean;
}

const WEEKDAYS = "dimanche lundi mardi mercredi jeudi vendredi samedi".split(" ");
const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

/** « lundi 23 novembre ». Two lists rather than the runtime's formatter, which costs a cold start twenty milliseconds. */
const spoken = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  const number = date.getUTCDate();
  return `${WEEKDAYS[date.getUTCDay()]} ${number === 1 ? "1er" : number} ${MONTHS[date.getUTCMonth()]}`;
};

/** What the family reads. It says which child and which lesson, and never states as certain what the school has not confirmed. */
export const messageOf = ({ kind, state, pupilName, lesson, minutesLate }: Omit<KeptNotice, "guardianId">): string => {
  const when = `${spoken(lesson.day)} de ${lesson.start} à ${lesson.end} (${lesson.subject})`;
  if (state === "withdrawn") return `Rectification pour ${pupilName} : le signalement du ${when} est annulé.`;
  const what =
    kind === "absence"
      ? "Absence signalée"
      : `Retard${minutesLate === undefined ? "" : ` de ${minutesLate} min`} signalé`;
  return `${what} pour ${pupilName} ${when}, en cours de vérification par l’établissement.`;
};

/**
 * What one mark of a register means for one guardian. The version is the register's: a later state of the same register
 * replaces an earlier one, whatever the order in which they arrive. What the school does not affirm (any more) is withdrawn.
 */
export const noticeOf = (register: Register, mark: Mark, guardianId: string): KeptNotice => ({
  noticeId: `not_${digest(13, guardianId, register.lessonId, mark.pupilId)}`,
  schoolId: register.schoolId,
  schoolYear: register.schoolYear,
  guardianId,
  pupilId: mark.pupilId,
  pupilName: mark.givenName,
  kind: mark.status === "late" ? "lateness" : "absence",
  state: mark.status === "absent" || mark.status === "late" ? "waiting" : "withdrawn",
  lesson: {
    lessonId: register.lessonId,
    day: register.day,
    start: register.start,
    end: register.end,
    subject: register.subject,
  },
  ...(mark.minutesLate !== undefined && { minutesLate: mark.minutesLate }),
  recordedAt: register.submittedAt,
  version: register.version,
});
