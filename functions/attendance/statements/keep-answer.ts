import type { Payload } from "@preau/contract";
import { digest } from "@preau/contract/derive-id";
import { LostRace } from "@preau/store";
import type { noticeAnsweredV1 } from "../../../events/notice-answered.v1.ts";
import type { DayStore } from "../pupil-day/day-store.ts";
import type { SettingsStore } from "../pupil-day/settings-store.ts";
import { planStatement, type Said, statedDays } from "../pupil-day/state-absence.ts";
import type { StatementStore } from "./statement-store.ts";

type Answered = Payload<typeof noticeAnsweredV1>;

interface Deps {
  readonly days: Pick<DayStore, "membershipsOf">;
  readonly statements: Pick<StatementStore, "add">;
  readonly settings: Pick<SettingsStore, "current">;
}

/** What explains an absence; a family that did not know, or says that the child was there, explains nothing. */
const EXPLANATIONS: Readonly<Partial<Record<Answered["reason"], string>>> = {
  illness: "Maladie",
  "medical-visit": "Rendez-vous médical",
  transport: "Transport",
  family: "Raison familiale",
  other: "Autre motif",
};

/** A family that answers a notice with a reason has stated the absence: once, however often the answer arrives. */
export const keepAnswer = async (answered: Answered, deps: Deps): Promise<void> => {
  const { schoolId, schoolYear, pupilId, guardianId, noticeId, reason, text, day, from, to, by, at } = answered;
  const explanation = EXPLANATIONS[reason];
  if (explanation === undefined) return;
  const key = { schoolId, schoolYear, pupilId };
  const said: Said = {
    statementId: `sta_${digest(13, noticeId, guardianId, at)}`,
    from: { day, time: from },
    to: { day, time: to },
    text: text === "" ? explanation : `${explanation} : ${text}`,
    by,
    guardianId,
    at,
  };
  const { record, covered } = await planStatement(key, said, deps);
  try {
    await deps.statements.add(key, record, statedDays(covered, said));
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
  }
};
