import type { ClockTime, SchoolId } from "@preau/contract";
import type { Principal } from "@preau/policy";
import type { Switches } from "@preau/store";
import { attendance } from "../../../../functions/attendance/manifest.ts";
import { aPerson } from "../../../../test/support/people.ts";
import { requestEvent } from "../../../../test/support/request.ts";
import { attendanceScenarios } from "../scenarios/attendance.ts";
import { teacher } from "../scenarios/people.ts";
import { schoolId } from "../scenarios/school.ts";

/** One kind of refusal: what is switched, what is sent until it is refused, and the answer that each of those measured must get. */
export interface RefusalKind {
  readonly name: string;
  readonly switches: readonly Switches["ADMISSION"][];
  /** Sent first, whatever is answered. */
  readonly before: readonly object[];
  /** Whether the tables throttle what is sent first. */
  readonly throttled?: true;
  event(n: number): object;
  readonly status: number;
}

type Standing = Pick<Switches["ADMISSION"], "until">;

const PUPIL = "per_1111111111111";
const ask = (operation: string, by: Principal, school: string = schoolId): object =>
  requestEvent(attendance.contract, operation, by, { params: { schoolId: school, pupilId: PUPIL } });
const standard = (by = teacher, school?: string): object => ask("readPupilAttendance", by, school);
/** The nth roll call opened: what is not refused, and reads tables. */
export const openRollCall = (n: number): object => {
  const scenario = attendanceScenarios.scenarios.find(({ operation }) => operation === "readRollCall");
  if (scenario === undefined) throw new Error("the roll call is measured");
  return requestEvent(attendance.contract, scenario.operation, scenario.by, scenario.asked(n));
};
/** Somebody new each time: nobody meets the share of an account. */
const somebody = (n: number, school: string = schoolId): Principal => ({
  ...aPerson("cpe", school as SchoolId, "per_2222222222222"),
  accountId: `acc_${n}`,
});

/** Everything that admission may refuse, each by itself; switches end at `until` (epoch seconds). */
export const refusalKinds = ({ until }: Standing): readonly RefusalKind[] => {
  const level = (value: 1 | 3): Switches["ADMISSION"] => ({ id: "level", until, level: value, by: "hand" });
  const window = {
    roles: ["cpe" as const],
    schools: [schoolId as SchoolId],
    // No day at all: closed until the window ends.
    weekdays: [],
    from: "08:00" as ClockTime,
    to: "18:00" as ClockTime,
    since: 0,
    until,
  };
  const crowd = Array.from({ length: 60 }, (_, n) => standard(somebody(n)));
  const others = Array.from({ length: 20 }, (_, n) =>
    standard(somebody(1_000 + n, `099100${n % 10}A`), `099100${n % 10}A`),
  );
  return [
    {
      name: "capability turned off",
      switches: [{ id: "off#attendance", until, capability: "attendance" }],
      before: [],
      event: () => standard(),
      status: 503,
    },
    {
      name: "brown-out level",
      switches: [level(3)],
      before: [],
      event: (n) => standard(somebody(n)),
      status: 503,
    },
    {
      name: "share of an account",
      switches: [],
      before: Array.from({ length: 45 }, () => standard()),
      event: () => standard(),
      status: 429,
    },
    {
      name: "share of a school",
      switches: [level(1)],
      before: [...others, ...crowd],
      event: (n) => standard(somebody(2_000 + n)),
      status: 429,
    },
    {
      name: "felt pressure",
      switches: [],
      before: [openRollCall(0)],
      throttled: true,
      event: (n) => ask("exportPupilAttendance", somebody(n)),
      status: 503,
    },
    {
      name: "outside hours",
      switches: [{ id: "window#bench", until, window }],
      before: [],
      event: (n) => standard(somebody(n)),
      status: 403,
    },
  ];
};
