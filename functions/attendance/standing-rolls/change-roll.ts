import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem, type SchoolId } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import type { Meant } from "../lists/resolve-members.ts";
import type { SheetStore } from "../sheet-store.ts";
import { MOST_CALLED } from "../standing-rolls-contract.ts";
import type { RollStore } from "./roll-store.ts";
import type { RollMember, StandingRoll } from "./standing-roll.ts";

interface Deps {
  readonly rolls: Pick<RollStore, "findRoll" | "keepRoll" | "allRolls">;
  readonly sheets: Pick<SheetStore, "rosterOf">;
  newId(prefix: string): string;
  now(): Date;
}

export const shownRoll = (schoolId: SchoolId, { members, ...roll }: StandingRoll) => ({
  schoolId,
  ...roll,
  pupils: members.length,
});

const yearAt = (schoolId: string, now: Date) => ({ schoolId, schoolYear: schoolYearOf(schoolTimeOf(now).day) });

/** Pupils come with their class: a name is needed to be called. */
const membersOf = async (
  school: ReturnType<typeof yearAt>,
  { audienceIds, pupilIds }: Meant,
  classIds: readonly string[],
  { sheets }: Deps,
): Promise<readonly RollMember[]> => {
  const read = async (id: string) => {
    const roster = await sheets.rosterOf(school, id);
    if (roster === undefined) throw problem("not-found");
    const codes = new Map(roster.classes.map((one) => [one.id, one.code]));
    return roster.pupils.map((pupil): RollMember => ({ ...pupil, className: codes.get(pupil.classId) ?? "" }));
  };
  const [whole, classes] = await Promise.all([
    Promise.all(audienceIds.map(read)),
    Promise.all([...new Set(classIds)].map(read)),
  ]);
  const known = new Map(classes.flat().map((pupil) => [pupil.pupilId, pupil]));
  const named = pupilIds.map((pupilId) => known.get(pupilId));
  if (named.includes(undefined)) throw problem("pupil-not-in-class");
  return [...whole.flat(), ...named.flatMap((pupil) => pupil ?? [])];
};

const once = (members: readonly RollMember[]): readonly RollMember[] => {
  const all = [...new Map(members.map((member) => [member.pupilId, member])).values()];
  if (all.length > MOST_CALLED) throw problem("too-many-pupils");
  return all;
};

type Create = typeof attendanceContract.routes.createStandingRoll;

/** Makes a roll that is called outside lessons. */
export const createStandingRoll: Operation<Create, Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const { audienceIds, pupils, ...roll } = call.body;
  const school = yearAt(schoolId, deps.now());
  const meant = { audienceIds, pupilIds: pupils.map(({ pupilId }) => pupilId) };
  const classIds = pupils.map(({ classId }) => classId);
  const members = once(await membersOf(school, meant, classIds, deps));
  const made: StandingRoll = { ...roll, rollId: deps.newId("rol"), members, version: 1, closed: false };
  const reply = { status: 201 as const, body: shownRoll(schoolId, made) };
  await deps.rolls.keepRoll(school, made, call.remember(reply));
  return reply;
};

type ChangeRoll = typeof attendanceContract.routes.changeStandingRoll;

/** Changes who is called, when, or whether at all. */
export const changeStandingRoll: Operation<ChangeRoll, Deps> = async (call, deps) => {
  const { schoolId, rollId } = call.params;
  const { version, add, remove, ...changed } = call.body;
  const school = yearAt(schoolId, deps.now());
  const known = await deps.rolls.findRoll(school, rollId);
  if (known === undefined) throw problem("not-found");
  if (known.version !== version) throw problem("version-conflict", { current: shownRoll(schoolId, known) });
  const meant = { audienceIds: add.audienceIds, pupilIds: add.pupils.map(({ pupilId }) => pupilId) };
  const classIds = add.pupils.map(({ classId }) => classId);
  const added = await membersOf(school, meant, classIds, deps);
  const left = new Set<string>(remove);
  const members = once([...known.members, ...added].filter(({ pupilId }) => !left.has(pupilId)));
  const next: StandingRoll = { ...known, ...changed, members, version: version + 1 };
  if (next.start >= next.end) {
    const message = "La fin précède le début : corrigez l’une des heures.";
    throw problem("invalid-request", { errors: [{ field: "body.end", message }] });
  }
  const reply = { status: 200 as const, body: shownRoll(schoolId, next) };
  try {
    await deps.rolls.keepRoll(school, next, call.remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    const current = await deps.rolls.findRoll(school, rollId);
    throw problem("version-conflict", { current: current && shownRoll(schoolId, current) });
  }
};

/** The rolls of the year, by hour. */
export const listStandingRolls: Operation<typeof attendanceContract.routes.listStandingRolls, Deps> = async (
  { params: { schoolId } },
  { rolls, now },
) => {
  const all = await rolls.allRolls(yearAt(schoolId, now()));
  const items = all.filter(({ closed }) => !closed).map((roll) => shownRoll(schoolId, roll));
  return { status: 200, body: { items: items.sort((a, b) => (a.start < b.start ? -1 : 1)) } };
};
