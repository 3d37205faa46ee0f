import { randomFrom } from "@preau/demo/world/random";
import type { Cast } from "../histories/scene.ts";
import { type Lived, liveScene, staged, tellScene } from "./live-scene.ts";
import { openDoor } from "./open-door.ts";
import type { FallingSchool } from "./open-school.ts";
import { signPeopleIn } from "./sign-people-in.ts";

/** Classes that share a school and its people: about as many as a collège has. */
const CLASSES_A_SCHOOL = 30;
/** Classes that a school is told of before their turn comes: news takes its time when consumers are killed. */
const AHEAD = 4;

const castOf = (number: number): Cast => ({ schoolId: `${2_000_000 + number}A`, name: `k${number}` });
const sceneIn = (number: number, place: number) => staged(number * CLASSES_A_SCHOOL + place, castOf(number));
const PLACES = Array.from({ length: CLASSES_A_SCHOOL }, (_, place) => place);

/**
 * Schools that live in a runtime, so many at the same time, one class after the other in each and another school after the last class.
 * `tick` is the one clock of everybody.
 */
export const openSchools = async (
  runtime: FallingSchool,
  { lanes, seed, tick }: { readonly lanes: number; readonly seed: number; tick(): number },
) => {
  const people = signPeopleIn(runtime);
  const door = openDoor(runtime, people);
  const lived: Lived[] = [];
  const answered = new Set<string>();
  let over = false;

  const tell = async (number: number, place: number): Promise<void> => {
    if (place < CLASSES_A_SCHOOL) await tellScene(sceneIn(number, place), runtime);
  };
  const open = async (number: number): Promise<void> => {
    await people.enrol(
      castOf(number),
      PLACES.map((place) => sceneIn(number, place).pupilIds[0] ?? ""),
    );
    for (const place of PLACES.slice(0, AHEAD)) await tell(number, place);
  };
  const lane = async (first: number): Promise<void> => {
    for (let number = first; !over; number += lanes) {
      if (number >= lanes) await open(number);
      for (let place = 0; !over && place < CLASSES_A_SCHOOL; place += 1) {
        await tell(number, place + AHEAD);
        const scene = sceneIn(number, place);
        const clients = { workers: door, tick, random: randomFrom(seed + scene.index) };
        lived.push(await liveScene(scene, clients, { door, school: runtime, people, answered }));
      }
    }
  };

  const numbers = Array.from({ length: lanes }, (_, number) => number);
  for (const number of numbers) await open(number);
  return {
    door,
    lived,
    /** Lives until it is told to end: each school then ends the class it is at. */
    live: async (): Promise<void> => void (await Promise.all(numbers.map(lane))),
    end: (): void => {
      over = true;
    },
  };
};
