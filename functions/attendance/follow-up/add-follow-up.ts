import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem, type Role } from "@preau/contract";
import { rolesIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { DayStore } from "../pupil-day/day-store.ts";
import type { FollowUp } from "./follow-up.ts";
import type { FollowUpStore } from "./follow-up-store.ts";
import { followUpView } from "./follow-up-view.ts";

interface Deps {
  readonly followUps: Pick<FollowUpStore, "add" | "types">;
  readonly days: Pick<DayStore, "membershipsOf">;
  now(): Date;
  newId(prefix: string): string;
}

const RANK: readonly Role[] = ["head", "cpe", "supervisor"];

/** Notes what school life did or received about a pupil. A proof comes in when it comes in; nothing is noted ahead. */
export const addFollowUp: Operation<typeof attendanceContract.routes.addFollowUp, Deps> = async (
  call,
  { followUps, days, now, newId },
) => {
  const { schoolId, pupilId } = call.params;
  const at = now();
  const today = schoolTimeOf(at).day;
  if (call.body.on > today) {
    const message = "Cette date n’est pas encore passée : corrigez-la.";
    throw problem("invalid-request", { errors: [{ field: "body.on", message }] });
  }
  const key = { schoolId, schoolYear: schoolYearOf(call.body.on), pupilId };
  const [memberships, { types }] = await Promise.all([days.membershipsOf(key), followUps.types(key)]);
  if (memberships.length === 0) throw problem("not-found");
  const type = types.find(({ typeId }) => typeId === call.body.typeId);
  if (type === undefined) throw problem("unknown-follow-up-type");
  const held = rolesIn(call.principal, schoolId);
  const note: FollowUp = {
    ...call.body,
    followUpId: newId("fol"),
    label: type.label,
    by: call.principal.accountId,
    byRole: RANK.find((role) => held.includes(role)) ?? "supervisor",
    at: at.toISOString(),
  };
  const reply = { status: 201 as const, body: followUpView(key, note) };
  await followUps.add(key, note, call.remember(reply));
  return reply;
};
