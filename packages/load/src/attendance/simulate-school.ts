import { randomFrom } from "@preau/demo/world/random";
import { followDays } from "../../../../functions/attendance/pupil-day/follow-days.ts";
import { presenceEvents } from "../../../../functions/attendance/pupil-day/publish-presences.ts";
import type { Presence } from "../../../../functions/notices/notice.ts";
import { openTeachers } from "./call-rolls.ts";
import { openTimetable } from "./change-timetable.ts";
import { commitToStreams } from "./commit-to-streams.ts";
import { endRights } from "./end-rights.ts";
import { openGround } from "./ground.ts";
import { openHeard } from "./heard.ts";
import { countAsDeployed, judgeSchool } from "./judge-school.ts";
import { openMemoryAttendance } from "./memory-attendance.ts";
import { openMemoryNotices } from "./memory-notices.ts";
import { CPES } from "./people.ts";
import type { PlantedBug } from "./planted-bug.ts";
import { HOUR, type Play, SECOND } from "./play.ts";
import type { AttendancePorts, NoticePorts } from "./ports.ts";
import { openMovements } from "./record-movements.ts";
import { type Faults, runFunction } from "./run-function.ts";
import { instantAt, lessonsOf, school } from "./school.ts";
import { depsThrough, openSender } from "./send-command.ts";
import { openTelling } from "./tell-families.ts";
import { openStream } from "./transport.ts";
import { openVirtualTime } from "./virtual-time.ts";
import { drawWhereabouts } from "./whereabouts.ts";
import { openCpes } from "./work-of-cpes.ts";

/** One run in 250 is killed, one call in 500 throttled. */
const FAULTS: Faults = { killed: 0.004, throttled: 0.002 };
/** Twice the time limit of a function. */
const VISIBLE_AGAIN_MS = 20 * SECOND;

export interface Tables {
  readonly attendance: AttendancePorts;
  readonly notices: NoticePorts;
}

export type Plant = (now: () => number) => PlantedBug;

/** A school on its own tables, each run of a function as deployed; `plant` replaces one of its parts. */
const openSchool = (seed: number, tables: Tables, plant: Plant) => {
  const start = instantAt(school.days[0] ?? "", "00:00") - 24 * HOUR;
  const place = { random: randomFrom(seed), time: openVirtualTime(start) };
  const { time } = place;
  const bug = plant(time.now);
  const ground = openGround();
  const heard = openHeard();
  const attendance = bug.attendance?.(tables.attendance) ?? tables.attendance;
  const notices = bug.notices?.(tables.notices) ?? tables.notices;

  const followed = openStream(place, async (changes) => {
    const outcome = await runFunction(play, (through) => followDays(changes, depsThrough(play, through)));
    return outcome !== "killed" && "answer" in outcome;
  });
  const published = openStream(place, async (changes) => {
    const outcome = await runFunction(play, async (through) => {
      const { settings } = depsThrough(play, through);
      const events = await presenceEvents({ readPresence: (image) => image as never }, settings)(changes);
      const bus = through({ put: async (payload: Presence) => presenceArrived(bug.event?.(payload) ?? payload) });
      for (const { payload } of events) await bus.put(payload as Presence);
    });
    return outcome !== "killed" && "answer" in outcome;
  });
  const ports = commitToStreams(attendance, {
    ground,
    now: time.now,
    stream: (key, change) => {
      if (change.entity === "presence") published(key, change);
      else followed(key, change);
    },
  });
  const play: Play = { ...place, faults: FAULTS, ports, ground };
  const telling = {
    ports: notices,
    confirm: bug.confirm ?? ((asked, key) => asked(key)),
    leave: bug.leave ?? ((_, seconds) => seconds),
  } satisfies Parameters<typeof openTelling>[2];
  const presenceArrived = openTelling(play, heard, telling, VISIBLE_AGAIN_MS);
  return { play, heard, notices, count: bug.count ?? countAsDeployed };
};

interface Played {
  readonly plant?: Plant | undefined;
  readonly tables?: Tables;
  /** Two weeks, unless fewer days are played. */
  readonly days?: readonly string[];
}

/** The tables of a school in memory. */
export const openMemoryTables = (): Tables => ({ attendance: openMemoryAttendance(), notices: openMemoryNotices() });

/** Plays two weeks of a school and says what became of them. The same seed plays the same weeks. */
export const simulateSchool = async (
  seed: number,
  { plant = () => ({}), tables = openMemoryTables(), days = school.days }: Played = {},
) => {
  const { play, heard, notices, count } = openSchool(seed, tables, plant);
  const { random, time, ground, ports } = play;
  const send = openSender(play);
  const teachers = openTeachers(play, send);
  const movements = openMovements(play, send);
  const goThrough = openCpes(play, send);
  const timetable = openTimetable(play, VISIBLE_AGAIN_MS);
  await endRights(play, heard, notices, VISIBLE_AGAIN_MS);
  for (const day of days) {
    const whereabouts = drawWhereabouts(random);
    void movements(day, whereabouts);
    for (const cpe of CPES) void goThrough(cpe, day, whereabouts);
    for (const audience of school.audiences)
      for (const lesson of lessonsOf(audience, day)) {
        void teachers.callRoll(lesson, audience, whereabouts);
        void timetable(lesson);
      }
  }
  await time.run();
  return judgeSchool({ ground, heard, ports }, count);
};
