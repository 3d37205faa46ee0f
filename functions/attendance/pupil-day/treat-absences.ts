import { addDays, closedBecause, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Call, Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { MOST_PUPIL_DAYS } from "../presence-contract.ts";
import type { DayStore, PupilKey } from "./day-store.ts";
import type { KeptTreatment } from "./kept.ts";
import type { Settings } from "./settings.ts";
import type { SettingsStore } from "./settings-store.ts";

type TreatAbsences = typeof attendanceContract.routes.treatAbsences;

interface Deps {
  readonly days: Pick<DayStore, "membershipsOf" | "addTreatments">;
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
  newId(prefix: string): string;
}

/** The open days of an interval, each with the part it covers; no more than one transaction can hold. */
const coveredDays = ({ from, to }: Call<TreatAbsences>["body"], { closures }: Settings) => {
  const covered: { readonly day: string; readonly from: string; readonly to: string }[] = [];
  for (let day = from.day; day <= to.day && covered.length <= MOST_PUPIL_DAYS; day = addDays(day, 1))
    if (closedBecause(day, closures) === undefined)
      covered.push({ day, from: day === from.day ? from.time : "00:00", to: day === to.day ? to.time : "23:59" });
  return covered;
};

/** Judges what was seen, without touching it. A pupil who is not of the school stops the whole treatment: nothing is half-judged. */
export const treatAbsences: Operation<TreatAbsences, Deps> = async (call, { days, settings, now, newId }) => {
  const { schoolId } = call.params;
  const { pupilIds, from, reasonId, replaces } = call.body;
  const school = { schoolId, schoolYear: schoolYearOf(from.day) };
  const decided = await settings.current(school);
  const reason = decided.reasons.find((one) => one.reasonId === reasonId);
  if (reason === undefined) throw problem("unknown-reason");
  const covered = coveredDays(call.body, decided);
  const pupils = [...new Set(pupilIds)].map((pupilId): PupilKey => ({ ...school, pupilId }));
  if (covered.length * pupils.length > MOST_PUPIL_DAYS) throw problem("too-many-days");
  const known = await Promise.all(pupils.map((pupil) => days.membershipsOf(pupil)));
  if (known.some((memberships) => memberships.length === 0)) throw problem("not-found");
  const { justified = reason.justified, counts = reason.counts } = call.body;
  const treatment: Omit<KeptTreatment, "from" | "to"> = {
    reasonId,
    reason: reason.label,
    justified,
    counts,
    by: call.principal.accountId,
    at: now().toISOString(),
    replaces,
  };
  const id = newId("tre");
  const reply = {
    status: 201 as const,
    body: {
      treatmentId: id,
      schoolId,
      pupilIds: [...pupilIds],
      reason: reason.label,
      justified,
      counts,
      days: covered.length,
    },
  };
  await days.addTreatments(
    pupils.flatMap((key) =>
      covered.map(({ day, ...part }) => ({ key, day, id, treatment: { ...treatment, ...part } })),
    ),
    call.remember(reply),
  );
  return reply;
};
