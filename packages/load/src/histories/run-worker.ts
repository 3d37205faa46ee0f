// An environment of the API and of the function that follows days, in a process that may die at any instant.
import { randomFrom } from "@preau/demo/world/random";
import { serve } from "@preau/runtime";
import { follow } from "@preau/runtime/follow";
import { attendanceContract } from "../../../../functions/attendance/contract.ts";
import { makeDeps } from "../../../../functions/attendance/deps.ts";
import { grantExemption } from "../../../../functions/attendance/exemptions/grant-exemption.ts";
import { confirmPresence } from "../../../../functions/attendance/pupil-day/confirm-presence.ts";
import { followDays } from "../../../../functions/attendance/pupil-day/follow-days.ts";
import { readPupilDay } from "../../../../functions/attendance/pupil-day/read-pupil-day.ts";
import { recordPresence } from "../../../../functions/attendance/pupil-day/record-presence.ts";
import { stateAbsence } from "../../../../functions/attendance/pupil-day/state-absence.ts";
import { treatAbsences } from "../../../../functions/attendance/pupil-day/treat-absences.ts";
import { readRollCall } from "../../../../functions/attendance/read-roll-call.ts";
import { submitRollCall } from "../../../../functions/attendance/submit-roll-call.ts";
import { watchWire } from "../wire/watch-wire.ts";
import { plantedBugs } from "./planted-bugs.ts";
import { unreliableWire } from "./unreliable-wire.ts";
import type { Job, WorkerOptions } from "./worker-pool.ts";

const { seed, often, bug }: WorkerOptions = JSON.parse(process.argv[2] ?? "{}");
const planted = bug === undefined ? {} : (plantedBugs[bug] ?? {});
if (planted.passage !== undefined) watchWire(planted.passage);
watchWire(unreliableWire(often, randomFrom(seed), (what) => process.send?.({ befell: what })));

const openDeps = () => (planted.deps === undefined ? makeDeps() : planted.deps(makeDeps()));
const rollCalls = { readRollCall, submitRollCall, grantExemption };
const pupils = { recordPresence, stateAbsence, treatAbsences, readPupilDay };
const api = serve(attendanceContract, { ...rollCalls, ...pupils }, openDeps);
const onDayTouched = follow(followDays, openDeps);

const deps = openDeps();
const answerTo = async ({ kind, event }: Job): Promise<unknown> => {
  if (kind === "call") return api(event, {} as never);
  if (kind === "changes") return onDayTouched(event as never);
  // Whoever asks asks again: what matters is what the question leaves behind.
  return confirmPresence(event as never, deps).catch(() => undefined);
};

process.on("message", async (job: Job) => process.send?.({ id: job.id, answer: await answerTo(job) }));
process.on("disconnect", () => process.exit());
process.send?.({ ready: true });
