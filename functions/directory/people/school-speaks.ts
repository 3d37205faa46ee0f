import { type PersonId, problem, type SchoolId } from "@preau/contract";
import { LostRace, type Write } from "@preau/store";
import type { KeptPerson } from "../import/kept-school.ts";
import type { KeptStore } from "../import/kept-store.ts";
import { firstIdOf } from "../import/known-people.ts";
import type { PlannedWrite } from "../import/plan.ts";
import { planSays } from "../import/plan-says.ts";
import { patchRoster } from "../import/rosters.ts";
import type { Say } from "../import/say.ts";
import type { Person } from "../person.ts";
import { hashOf } from "../record.ts";
import type { DirectoryStore } from "../store.ts";

export interface SpeakingDeps {
  readonly store: Pick<DirectoryStore, "find" | "addToCensus">;
  readonly kept: Pick<KeptStore, "readSome" | "writeAll">;
  readonly years: { current(schoolId: string): Promise<number> };
  now(): Date;
}

interface Spoken {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  /** Whom it is about, and the pupils and adults it touches. */
  readonly about: readonly PersonId[];
  /** What the school says from now on, by person. */
  says(people: ReadonlyMap<PersonId, KeptPerson>): ReadonlyMap<PersonId, Say>;
}

const audiencesOf = (person: Person | undefined) => person?.pupil?.audiences ?? [];

/**
 * Writes what the school itself says of people, with the reply: their records, those of the adults and pupils it touches, and the
 * rosters they are on, all or nothing. The school's word wins over every source and survives every import.
 */
export const schoolSpeaks = async (
  { schoolId, schoolYear, about, says }: Spoken,
  reply: Write,
  { store, kept, now }: SpeakingDeps,
): Promise<void> => {
  const year = { schoolId, schoolYear };
  const [school, people] = await Promise.all([
    store.find("school", { ...year, id: schoolId }),
    kept.readSome(year, about),
  ]);
  if (school === undefined) throw problem("not-found");
  const before = new Map(people.map((person) => [person.id, person]));
  const said = new Map([...says(before)].map(([id, say]) => [id, { say }]));
  const version = Math.max(now().getTime(), ...people.map((person) => person.version + 1), school.version + 1);
  const speaking = { source: "manual", ...year, version, covered: new Set<never>() } as const;
  const { lines, people: after } = planSays(speaking, { people }, said, { school: school.content, refold: false });
  const writes = lines.flatMap(({ write }) => write ?? []);
  const newcomers = writes.filter(({ expected }) => expected === undefined).map(({ record }) => record.id as PersonId);
  if (newcomers.length > 0) await store.addToCensus(year, newcomers);

  const changed = after.filter(({ id }) => writes.some(({ record }) => record.id === id));
  const rosterIds = new Set(
    changed
      .flatMap(({ id, content }) => [...audiencesOf(before.get(id)?.content), ...audiencesOf(content)])
      .map(({ audienceId }) => audienceId),
  );
  const rosters: PlannedWrite[] = [];
  for (const id of rosterIds) {
    const roster = await store.find("roster", { ...year, id });
    if (roster === undefined) continue;
    const content = changed.reduce((current, person) => patchRoster(current, person), roster.content);
    const hash = hashOf(content);
    if (hash !== roster.hash)
      rosters.push({ record: { kind: "roster", ...year, id, content }, hash, since: roster.since, expected: roster });
  }
  try {
    await kept.writeAll([...writes, ...rosters], version, reply);
  } catch (error) {
    throw error instanceof LostRace ? problem("record-moved") : error;
  }
};

/** The key of somebody the school alone knows, and the id that follows from it. */
export const ownKey = (schoolId: SchoolId, random: string) => {
  const keys = [`manual:${schoolId}|${random}`] as const;
  return { keys, personId: firstIdOf({ keys }) };
};
