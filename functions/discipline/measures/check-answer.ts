import type { Day, FieldError } from "@preau/contract";
import { earliestAnswerBy } from "../law.ts";

/** The time to answer is never shorter than the law’s. */
export const faultsOfAnswerBy = (answerBy: Day, openedOn: Day, field: string): readonly FieldError[] => {
  const earliest = earliestAnswerBy(openedOn);
  if (answerBy >= earliest) return [];
  return [
    {
      field,
      message: `L’élève et sa famille ont au moins deux jours ouvrables pour répondre : choisissez le ${earliest} ou plus tard.`,
    },
  ];
};
