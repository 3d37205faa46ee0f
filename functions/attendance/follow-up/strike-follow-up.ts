import { schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { personIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import type { FollowUpStore } from "./follow-up-store.ts";
import { followUpView } from "./follow-up-view.ts";

interface Deps {
  readonly followUps: Pick<FollowUpStore, "find" | "strike">;
  now(): Date;
}

/** Strikes a note out. What was written stays readable: a file of which lines disappear is worth nothing to a family that contests it. */
export const strikeFollowUp: Operation<typeof attendanceContract.routes.strikeFollowUp, Deps> = async (
  call,
  { followUps, now },
) => {
  const { schoolId, pupilId, followUpId } = call.params;
  const { on, why } = call.body;
  const key = { schoolId, schoolYear: schoolYearOf(on), pupilId };
  const note = await followUps.find(key, on, followUpId);
  if (note === undefined) throw problem("not-found");
  const by = call.principal.accountId;
  if (note.by !== by && personIn(call.principal, schoolId, "head") === undefined) throw problem("not-the-author");
  const struck = { ...note, struck: { by, at: now().toISOString(), why } };
  const reply = { status: 200 as const, body: followUpView(key, struck) };
  try {
    await followUps.strike(key, struck, call.remember(reply));
    return reply;
  } catch (error) {
    if (error instanceof LostRace) throw problem("already-struck");
    throw error;
  }
};
