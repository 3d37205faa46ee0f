import { addDays } from "@preau/calendar";
import type { Day, PersonId } from "@preau/contract";
import type { Call } from "@preau/runtime";
import type { attendanceContract } from "../../../../functions/attendance/contract.ts";
import { recordPresence } from "../../../../functions/attendance/pupil-day/record-presence.ts";
import { stateAbsence } from "../../../../functions/attendance/pupil-day/state-absence.ts";
import { DESK, personOf } from "./people.ts";
import { HOUR, MINUTE, type Play } from "./play.ts";
import { instantAt, SCHOOL_ID, school } from "./school.ts";
import type { Send } from "./send-command.ts";
import { SCHOOL_DAY, type Whereabouts } from "./whereabouts.ts";

type Recorded = Call<typeof attendanceContract.routes.recordPresence>["body"];

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** The desk, the gate, the infirmary and families: what is said of a pupil outside the roll calls. */
export const openMovements = ({ time, random }: Pick<Play, "time" | "random">, send: Send) => {
  const until = (day: Day, minute: number, laterMs: number): Promise<void> =>
    time.pause(Math.max(0, instantAt(day, clock(minute)) + laterMs - time.now()));
  const record = (pupilId: PersonId, said: Omit<Recorded, "planned" | "replaces">, planned = false) =>
    send({
      operation: recordPresence,
      call: {
        principal: DESK,
        params: { schoolId: SCHOOL_ID as never, pupilId },
        body: { ...said, planned, replaces: [] },
      },
      means: {
        kind: "fact",
        pupilId,
        day: said.day,
        what: said.kind,
        from: said.from,
        to: said.to ?? said.from,
        planned,
        replaces: [],
      },
    });
  /** Most things are written down at once, some an hour later. */
  const delay = (): number => (random.chance(0.05) ? HOUR + random.int(HOUR) : 20_000 + random.int(4 * MINUTE));

  const follow = async (pupilId: PersonId, day: Day, { away, infirmary, outing }: Whereabouts): Promise<void> => {
    if (outing !== undefined) {
      await until(day, 7 * 60 + 5, 0);
      await record(
        pupilId,
        { day, kind: "elsewhere", from: clock(outing.from), to: clock(outing.to), place: "outing" },
        true,
      );
    }
    if (infirmary !== undefined && random.chance(0.9)) {
      await until(day, random.chance(0.3) ? infirmary.from : infirmary.to, delay());
      await record(pupilId, {
        day,
        kind: "elsewhere",
        from: clock(infirmary.from),
        to: clock(infirmary.to),
        place: "infirmary",
      });
    }
    if (away !== undefined && away.from > SCHOOL_DAY.from && random.chance(0.7)) {
      await until(day, away.from, delay());
      await record(pupilId, { day, kind: "left", from: clock(away.from), place: "gate" });
    }
    if (away !== undefined && away.to < SCHOOL_DAY.to && random.chance(0.65)) {
      await until(day, away.to, delay());
      await record(pupilId, { day, kind: "arrived", from: clock(away.to), place: "desk" });
    }
  };
  const state = async (pupilId: PersonId, guardianId: PersonId, day: Day): Promise<void> => {
    const ahead = random.chance(0.6);
    await time.pause(Math.max(0, instantAt(ahead ? addDays(day, -1) : day, "19:30") + random.int(HOUR) - time.now()));
    const [from, to] = ["08:00", "18:00"];
    await send({
      operation: stateAbsence,
      call: {
        principal: personOf("guardian", guardianId),
        params: { schoolId: SCHOOL_ID as never, pupilId },
        body: { from: { day, time: from }, to: { day, time: to }, text: "Il est souffrant." },
      },
      means: { kind: "statement", pupilId, day, from, to },
    });
  };

  return async (day: Day, whereabouts: ReadonlyMap<string, Whereabouts>): Promise<void> => {
    await Promise.all(
      school.pupils.map(async ({ pupilId, guardianIds }) => {
        const where = whereabouts.get(pupilId);
        const [guardianId] = guardianIds;
        const all: Promise<unknown>[] = [];
        if (where !== undefined) all.push(follow(pupilId, day, where));
        if (where?.away?.to === SCHOOL_DAY.to && guardianId !== undefined && random.chance(0.5))
          all.push(state(pupilId, guardianId, day));
        // A gate that reads badges, for some; a badge that was lent, for fewer.
        if (random.chance(where?.away === undefined ? 0.02 : 0.005)) {
          const at = 7 * 60 + 40 + random.int(20);
          all.push(
            until(day, at, 5_000).then(() => record(pupilId, { day, kind: "arrived", from: clock(at), place: "gate" })),
          );
        }
        await Promise.all(all);
      }),
    );
  };
};
