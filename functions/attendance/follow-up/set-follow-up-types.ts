import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import type { FollowUpTypes } from "./follow-up.ts";
import type { FollowUpStore } from "./follow-up-store.ts";

interface Deps {
  readonly followUps: Pick<FollowUpStore, "types" | "setTypes">;
  now(): Date;
}

const view = (schoolId: string, { version, types }: FollowUpTypes) => ({ schoolId, version, types: [...types] });

/** The kinds of notes of the school. */
export const readFollowUpTypes: Operation<typeof attendanceContract.routes.readFollowUpTypes, Deps> = async (
  { params: { schoolId } },
  { followUps, now },
) => {
  const schoolYear = schoolYearOf(schoolTimeOf(now()).day);
  return { status: 200, body: view(schoolId, await followUps.types({ schoolId, schoolYear })) };
};

/** Decides them. Notes already written keep the words they were written with. */
export const setFollowUpTypes: Operation<typeof attendanceContract.routes.setFollowUpTypes, Deps> = async (
  call,
  { followUps, now },
) => {
  const { schoolId } = call.params;
  const school = { schoolId, schoolYear: schoolYearOf(schoolTimeOf(now()).day) };
  const next: FollowUpTypes = { ...call.body, version: call.body.version + 1 };
  const reply = { status: 200 as const, body: view(schoolId, next) };
  try {
    await followUps.setTypes(school, next, call.remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", { current: view(schoolId, await followUps.types(school)) });
  }
};
