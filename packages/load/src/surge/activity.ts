import type { Random } from "@preau/demo/world/random";
import type { Wire } from "../generator/intent.ts";
import type { Part } from "../people/cast.ts";
import type { VirtualPerson } from "../people/virtual-person.ts";
import type { Device } from "./device.ts";
import type { Notebook } from "./notebook.ts";
import type { SchoolDay } from "./school-day.ts";

/** What an activity may use besides the device. */
export interface Surroundings {
  readonly day: SchoolDay;
  readonly notebook: Notebook;
  readonly random: Random;
  readonly wire: Wire;
}

/** One thing that people do, in one request unless the school answers that it has changed. */
export interface Activity {
  readonly operation: string;
  /** Whose it is. */
  readonly parts: readonly Part[];
  /** Those of them who can: a teacher without a lesson has no roll to call. */
  can?(person: VirtualPerson, day: SchoolDay): boolean;
  /** What has to be on screen first: without it the device does that instead. */
  readonly after?: { readonly activity: string; isDone(device: Device): boolean };
  run(device: Device, surroundings: Surroundings): Promise<unknown>;
}

/** A child of a guardian, or the pupil: whose file a family opens. */
export const childOf = ({ person: { me, part } }: Device, random: Random): { schoolId: string; pupilId: string } => {
  if (part === "pupil") {
    const [school] = me.schools;
    if (school === undefined) throw new Error("a pupil of no school");
    return { schoolId: school.schoolId, pupilId: school.personId };
  }
  return random.pick(me.children);
};

/** A pupil of the device's school, for those who work there. */
export const pupilOf = ({ person }: Device, { day, random }: Surroundings): { schoolId: string; pupilId: string } => {
  const roster = random.pick(day.classes.get(person.schoolId) ?? []);
  const { pupilId } = random.pick(roster.pupils);
  return { schoolId: person.schoolId, pupilId };
};
