import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import type { ExemptionStore } from "./exemption-store.ts";
import { shownExemption } from "./list-exemptions.ts";

interface Deps {
  readonly exemptions: Pick<ExemptionStore, "find" | "keep">;
  now(): Date;
}

/** Ends an exemption early, or takes back one granted by mistake. It is never made longer: that is another exemption. */
export const endExemption: Operation<typeof attendanceContract.routes.endExemption, Deps> = async (
  call,
  { exemptions, now },
) => {
  const { schoolId, exemptionId } = call.params;
  const { lastDay } = call.body;
  const school = { schoolId, schoolYear: schoolYearOf(schoolTimeOf(now()).day) };
  const known = await exemptions.find(school, exemptionId);
  if (known === undefined) throw problem("not-found");
  if (lastDay !== null && (lastDay < known.from || lastDay > known.to)) {
    const message = `Choisissez un jour entre le ${known.from} et le ${known.to}, ou annulez la dispense.`;
    throw problem("invalid-request", { errors: [{ field: "body.lastDay", message }] });
  }
  const next = {
    ...known,
    version: known.version + 1,
    endedAt: now().toISOString(),
    ...(lastDay === null ? { withdrawn: true } : { to: lastDay }),
  };
  const reply = { status: 200 as const, body: shownExemption(schoolId, next) };
  try {
    await exemptions.keep(school, next, call.remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    const current = await exemptions.find(school, exemptionId);
    throw problem("version-conflict", { current: current && shownExemption(schoolId, current) });
  }
};
