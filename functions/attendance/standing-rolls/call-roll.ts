import { instantOf, schoolYearOf } from "@preau/calendar";
import { type Day, problem, type SchoolId } from "@preau/contract";
import { type Principal, rolesIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import { overRaces } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import { emptyRegister, newMarks, type Register, type RollCallFact, stateOf, strangersTo } from "../register.ts";
import type { RollStore } from "./roll-store.ts";
import type { StandingRoll } from "./standing-roll.ts";

type Submit = typeof attendanceContract.routes.submitStandingCall;

interface Deps {
  readonly rolls: Pick<RollStore, "findRoll" | "findCall" | "submitCall">;
  now(): Date;
}

/** Those who come early are pointed off before the hour. */
const OPENS_MINUTES_BEFORE = 60;
const ATTEMPTS = 3;
const RANK = ["head", "cpe", "supervisor"] as const;

const collator = new Intl.Collator("fr", { numeric: true });

/** The call of a roll on a day, everybody by class and name. */
const sheetOf = (schoolId: SchoolId, roll: StandingRoll, day: Day, register: Register | undefined) => {
  const states = stateOf(register ?? emptyRegister);
  const { rollId, kind, label, start, end, members } = roll;
  const pupils = members.map(({ pupilId, familyName, givenName, className }) => {
    const state = states.get(pupilId);
    if (state?.status === "conflict")
      return { schoolId, pupilId, familyName, givenName, className, status: state.status, claims: [...state.claims] };
    const minutes = state?.minutesLate === undefined ? {} : { minutesLate: state.minutesLate };
    return {
      schoolId,
      pupilId,
      familyName,
      givenName,
      className,
      status: state?.status ?? ("present" as const),
      ...minutes,
    };
  });
  pupils.sort(
    (a, b) =>
      collator.compare(a.className, b.className) ||
      collator.compare(a.familyName, b.familyName) ||
      collator.compare(a.givenName, b.givenName),
  );
  return {
    schoolId,
    rollId,
    kind,
    label,
    day,
    start,
    end,
    state: register === undefined ? ("to-do" as const) : ("done" as const),
    version: register?.version ?? 0,
    submittedAt: register?.facts.at(-1)?.receivedAt ?? null,
    pupils,
  };
};

const sourcesOf = async (
  { schoolId, rollId, day }: { schoolId: SchoolId; rollId: string; day: Day },
  { rolls }: Deps,
) => {
  const [roll, register] = await Promise.all([
    rolls.findRoll({ schoolId, schoolYear: schoolYearOf(day) }, rollId),
    rolls.findCall({ schoolId, rollId, day }),
  ]);
  if (roll === undefined) throw problem("not-found");
  return { roll, register };
};

/** The sheet of a call outside lessons. */
export const readStandingCall: Operation<typeof attendanceContract.routes.readStandingCall, Deps> = async (
  { params },
  deps,
) => {
  const { roll, register } = await sourcesOf(params, deps);
  return { status: 200, body: sheetOf(params.schoolId, roll, params.day, register) };
};

const roleOf = (principal: Principal, schoolId: string): RollCallFact["byRole"] =>
  RANK.find((role) => rolesIn(principal, schoolId).includes(role)) ?? "supervisor";

/**
 * Calls a roll outside lessons. Two supervisors, one a floor, are merged by fact as two teachers are. Whoever is missing is shown to
 * school life; the pupil's half-days know nothing of it.
 */
export const submitStandingCall: Operation<Submit, Deps> = async (call, deps) => {
  const { schoolId, rollId, day } = call.params;
  const { version: saw, calledAt, marks } = call.body;
  return overRaces(ATTEMPTS, async () => {
    const { roll, register } = await sourcesOf(call.params, deps);
    const now = deps.now();
    if (roll.closed) throw problem("roll-closed");
    const opensAt = instantOf(day, roll.start).getTime() - OPENS_MINUTES_BEFORE * 60_000;
    if (now.getTime() < opensAt) throw problem("roll-not-open");
    const before = register ?? emptyRegister;
    if (saw > before.version) throw problem("version-conflict", { current: sheetOf(schoolId, roll, day, register) });
    const strangers = strangersTo(before, roll.members, marks);
    if (strangers.length > 0) {
      const message = "Cet élève n’est pas sur cette liste d’appel : retirez-le.";
      throw problem("invalid-request", {
        errors: strangers.map((index) => ({ field: `body.marks.${index}.pupilId`, message })),
      });
    }
    const calledIds = [...new Set([...before.calledIds, ...roll.members.map(({ pupilId }) => pupilId)])];
    const receivedAt = now.toISOString();
    const at = calledAt === undefined || Date.parse(calledAt) > now.getTime() ? receivedAt : calledAt;
    const fact: RollCallFact = {
      version: before.version + 1,
      saw,
      by: call.principal.accountId,
      byRole: roleOf(call.principal, schoolId),
      at,
      receivedAt,
      marks: newMarks(before, roll.members, marks, saw),
      called: calledIds.length,
    };
    const next: Register = { version: fact.version, calledIds, facts: [...before.facts, fact] };
    const statuses = [...stateOf(next).values()].map(({ status }) => status);
    const count = (wanted: string) => statuses.filter((status) => status === wanted).length;
    const counts = { absent: count("absent"), late: count("late"), conflicts: count("conflict") };
    const reply = {
      status: 200 as const,
      body: { ...call.params, version: next.version, ...counts, submittedAt: receivedAt },
    };
    await deps.rolls.submitCall({ schoolId, rollId, day }, next, call.remember(reply));
    return reply;
  });
};
