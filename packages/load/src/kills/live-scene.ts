import { setTimeout as delay } from "node:timers/promises";
import { attendanceContract } from "../../../../functions/attendance/contract.ts";
import { requestEvent } from "../../../../test/support/request.ts";
import type { History } from "../histories/deed.ts";
import { playHistory } from "../histories/play-history.ts";
import { type Cast, type Scene, sceneOf, schoolYear, type Who } from "../histories/scene.ts";
import type { Clients } from "../histories/send-deed.ts";
import type { Door } from "./open-door.ts";
import type { FallingSchool } from "./open-school.ts";
import { sayBeside, type Word, type WordClients } from "./say-beside.ts";
import { accountOf, EVERYBODY } from "./sign-people-in.ts";

/** What was lived of one class: roll calls and facts, and what is said beside them. */
export interface Lived {
  readonly scene: Scene;
  readonly history: History;
  readonly words: readonly Word[];
}

/** A scene whose people have the accounts that the school gave them. */
export const staged = (index: number, cast: Cast): Scene => {
  const scene = sceneOf(index, cast);
  const people = Object.fromEntries(
    EVERYBODY.map((who) => [who, { ...scene.people[who], accountId: accountOf(cast, who) }]),
  ) as unknown as Record<Who, Scene["people"][Who]>;
  return { ...scene, people };
};

/** Tells a school of a class and of its Mondays, as the directory and the timetable do: again until the bus has taken it. */
export const tellScene = async ({ roster, slots, classId }: Scene, school: FallingSchool): Promise<void> => {
  const { schoolId } = roster;
  const days = [{ weekday: 1, version: 1, slots }];
  const view = { kind: "audience", id: classId };
  for (;;) {
    try {
      const { tell } = await school.up();
      await tell("directory", "roster-changed.v1", roster);
      return await tell("timetable", "lessons-published.v1", { schoolId, schoolYear, view, classes: [classId], days });
    } catch {
      await delay(200);
    }
  }
};

/** What a killed consumer held comes back after twice its time limit; several times in a row it takes minutes. */
const LEARNING_MS = 180_000;

const known = async ({ people, schoolId, lessonId }: Scene, door: Door): Promise<boolean> => {
  const event = requestEvent(attendanceContract, "readRollCall", people.cpe, { params: { schoolId, lessonId } });
  for (const deadline = performance.now() + LEARNING_MS; performance.now() < deadline; ) {
    if ((await door.call(event))?.statusCode === 200) return true;
    await delay(200);
  }
  return false;
};

/** Lives one scene to its end, once the school knows of the class. */
export const liveScene = async (
  scene: Scene,
  clients: Clients,
  { door, ...beside }: Omit<WordClients, "random"> & { readonly door: Door },
): Promise<Lived> => {
  if (!(await known(scene, door)))
    return {
      scene,
      words: [],
      history: { deeds: [], looks: [], surprises: ["the school was never told of this class"] },
    };
  const [history, words] = await Promise.all([
    playHistory(scene, clients),
    sayBeside(scene, { ...beside, random: clients.random }),
  ]);
  return { scene, history, words };
};
