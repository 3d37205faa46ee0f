import { schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { MOST_PUPIL_DAYS } from "../presence-contract.ts";
import type { DayStore, PupilKey } from "./day-store.ts";
import { planTreatment } from "./plan-treatment.ts";
import type { SettingsStore } from "./settings-store.ts";

interface Deps {
  readonly days: Pick<DayStore, "membershipsOf" | "addTreatments">;
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
  newId(prefix: string): string;
}

/** Judges what was seen, without touching it. A pupil who is not of the school stops the whole treatment: nothing is half-judged. */
export const treatAbsences: Operation<typeof attendanceContract.routes.treatAbsences, Deps> = async (
  call,
  { days, settings, now, newId },
) => {
  const { schoolId } = call.params;
  const { pupilIds, ...judged } = call.body;
  const school = { schoolId, schoolYear: schoolYearOf(judged.from.day) };
  const planned = planTreatment(
    { ...judged, by: call.principal.accountId, at: now().toISOString() },
    await settings.current(school),
    MOST_PUPIL_DAYS,
  );
  if (planned === undefined) throw problem("unknown-reason");
  const pupils = [...new Set(pupilIds)].map((pupilId): PupilKey => ({ ...school, pupilId }));
  if (planned.days.length * pupils.length > MOST_PUPIL_DAYS) throw problem("too-many-days");
  const known = await Promise.all(pupils.map((pupil) => days.membershipsOf(pupil)));
  if (known.some((memberships) => memberships.length === 0)) throw problem("not-found");
  const id = newId("tre");
  const { reason, justified, counts } = planned.said;
  const reply = {
    status: 201 as const,
    body: { treatmentId: id, schoolId, pupilIds: [...pupilIds], reason, justified, counts, days: planned.days.length },
  };
  await days.addTreatments(
    pupils.flatMap((key) =>
      planned.days.map(({ day, ...part }) => ({ key, day, id, treatment: { ...planned.said, ...part } })),
    ),
    call.remember(reply),
  );
  return reply;
};
