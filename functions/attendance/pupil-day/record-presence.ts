import { instantOf, schoolYearOf } from "@preau/calendar";
import { type FieldError, problem } from "@preau/contract";
import { type Principal, rolesIn } from "@preau/policy";
import type { Call, Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { DayStore } from "./day-store.ts";
import type { KeptFact } from "./kept.ts";

type RecordPresence = typeof attendanceContract.routes.recordPresence;

interface Deps {
  readonly days: Pick<DayStore, "membershipsOf" | "addFact">;
  now(): Date;
  newId(prefix: string): string;
}

const RANK = ["head", "cpe", "supervisor", "office"] as const;

const roleOf = (principal: Principal, schoolId: string) =>
  RANK.find((role) => rolesIn(principal, schoolId).includes(role)) ?? "office";

/** What was seen cannot be yet to come; what is planned may be. */
const checkTime = ({ day, from, planned }: Call<RecordPresence>["body"], now: Date): void => {
  if (planned || instantOf(day, from) <= now) return;
  const errors: FieldError[] = [{ field: "body.from", message: "Cette heure n’est pas encore passée : corrigez-la." }];
  throw problem("invalid-request", { errors });
};

/** Adds a fact to a pupil's day. It changes none of those before it: it stands beside them, or settles those it names. */
export const recordPresence: Operation<RecordPresence, Deps> = async (call, { days, now, newId }) => {
  const { schoolId, pupilId } = call.params;
  const { day, to, ...said } = call.body;
  checkTime(call.body, now());
  const key = { schoolId, schoolYear: schoolYearOf(day), pupilId };
  if ((await days.membershipsOf(key)).length === 0) throw problem("not-found");
  const at = now().toISOString();
  const fact: KeptFact = {
    ...said,
    to: to ?? said.from,
    at,
    receivedAt: at,
    by: call.principal.accountId,
    byRole: roleOf(call.principal, schoolId),
  };
  const factId = newId("fac");
  const { by: _by, receivedAt: _receivedAt, ...shown } = fact;
  const reply = {
    status: 201 as const,
    body: {
      factId,
      schoolId,
      pupilId,
      day,
      ...shown,
      replaces: [...fact.replaces],
      byRole: roleOf(call.principal, schoolId),
    },
  };
  await days.addFact(key, day, factId, fact, call.remember(reply));
  return reply;
};
