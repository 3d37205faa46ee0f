import type { AudienceId, PersonId, SchoolId } from "@preau/contract";
import type { Source } from "@preau/formats/statement";
import { commit, LostRace, type OpenTable, WRITES_PER_TRANSACTION, type Write } from "@preau/store";
import { getAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { recordEntity, saysEntity } from "../entities.ts";
import type { Person } from "../person.ts";
import type { DirectoryRecord, Mark } from "../record.ts";
import type { DirectoryStore, Kept } from "../store.ts";
import { STRONGEST_FIRST } from "./fold-person.ts";
import type { SchoolSay } from "./fold-school.ts";
import type { Gone, KeptPerson, KeptSchool } from "./kept-school.ts";
import type { Known } from "./known-people.ts";
import type { PlannedWrite } from "./plan.ts";
import type { Say } from "./say.ts";

interface SchoolYear {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
}
type FullPerson = Kept<"person"> & { readonly gone?: Gone };

const stillAs = (expected: PlannedWrite["expected"]) =>
  expected === undefined
    ? { attr: "version" as const, exists: false as const }
    : {
        and: [
          { attr: "version" as const, eq: expected.version },
          { attr: "hash" as const, eq: expected.hash },
        ],
      };

/** The access patterns of a comparison: a whole school at once, and writes that hold only over what was compared. */
export const openKeptStore = (
  table: OpenTable,
  { census, find, marksOf }: Pick<DirectoryStore, "census" | "find" | "marksOf">,
) => {
  const entities = {
    person: recordEntity(table, "person"),
    roster: recordEntity(table, "roster"),
    school: recordEntity(table, "school"),
  };
  const says = { person: saysEntity(table, "person"), school: saysEntity(table, "school") };
  const sayOf = async <S>(kind: "person" | "school", keys: readonly (SchoolYear & { id: string; source: Source })[]) =>
    getAll<{ say: S }>(
      table,
      keys.map((key) => says[kind].build(BatchGetRequest).key(key)),
      { consistent: true },
    );

  const readByIds = async (year: SchoolYear, ids: readonly PersonId[]): Promise<readonly FullPerson[]> => {
    const people = await getAll<FullPerson>(
      table,
      [...new Set(ids)].map((id) => entities.person.build(BatchGetRequest).key({ ...year, id })),
      { consistent: true },
    );
    return people.filter((one) => one !== undefined);
  };
  const readPeople = async (year: SchoolYear): Promise<readonly FullPerson[]> => {
    return readByIds(year, await census(year));
  };
  const withSays = async (year: SchoolYear, people: readonly FullPerson[]): Promise<readonly KeptPerson[]> => {
    const keys = people.flatMap(({ id, content }) =>
      (content.sources ?? []).map((source) => ({ ...year, id, source })),
    );
    const said = await sayOf<Say>("person", keys);
    const byPerson = new Map<string, Map<Source, Say>>(people.map(({ id }) => [id, new Map()]));
    said.forEach((one, index) => {
      const key = keys[index];
      if (key !== undefined && one !== undefined) byPerson.get(key.id)?.set(key.source, one.say);
    });
    return people.map((person) => ({
      ...person,
      id: person.id as PersonId,
      says: byPerson.get(person.id) ?? new Map(),
    }));
  };
  const writesOf = (
    { record, hash, since, missingSince, hiddenSince, gone, expected, says: said = [] }: PlannedWrite,
    version: number,
  ): readonly Write[] => {
    const { kind, schoolId, schoolYear, id, content } = record;
    const item = { schoolId, schoolYear, id, content, hash, version, since, missingSince, hiddenSince, gone };
    return [
      entities[kind]
        .build(PutTransaction)
        .item(item)
        .options({ condition: stillAs(expected) }),
      ...said.map(({ source, say }) =>
        says[kind === "school" ? "school" : "person"]
          .build(PutTransaction)
          .item({ schoolId, schoolYear, id, source, say }),
      ),
    ];
  };
  /** Writes what still stands as it was compared; gives what does not. */
  const writeTogether = async (units: readonly PlannedWrite[], version: number): Promise<readonly PlannedWrite[]> => {
    const writes = units.map((unit) => writesOf(unit, version));
    try {
      if (units.length > 0) await commit(...writes.flat());
      return [];
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
      const owners = writes.flatMap((some, index) => some.map(() => units[index]));
      const lost = new Set(error.positions.map((position) => owners[position]));
      const standing = units.filter((unit) => !lost.has(unit));
      return [...units.filter((unit) => lost.has(unit)), ...(await writeTogether(standing, version))];
    }
  };
  return {
    /** All that is kept of a school: one read unit a person, and a half for each source that speaks of them. */
    readSchool: async (year: SchoolYear): Promise<KeptSchool> => {
      const { schoolId } = year;
      const [school, people] = await Promise.all([find("school", { ...year, id: schoolId }), readPeople(year)]);
      const schoolKeys = STRONGEST_FIRST.map((source) => ({ ...year, id: schoolId, source }));
      const schoolSays = await sayOf<SchoolSay>("school", school === undefined ? [] : schoolKeys);
      return {
        school,
        schoolSays: new Map(
          STRONGEST_FIRST.flatMap((source, index) => {
            const say = schoolSays[index]?.say;
            return say === undefined ? [] : [[source, say] as const];
          }),
        ),
        people: await withSays(year, people),
        rosters: new Map(),
      };
    },
    /** Some people of a school, with their adults and every pupil of those: what a word about one of them may touch. */
    readSome: async (year: SchoolYear, ids: readonly PersonId[]): Promise<readonly KeptPerson[]> => {
      const first = await readByIds(year, ids);
      const adults = await readByIds(
        year,
        idsOf(first, ({ pupil }) => pupil?.guardians.map(({ personId }) => personId)),
      );
      const pupils = [...first, ...adults];
      const children = await readByIds(
        year,
        idsOf(pupils, ({ guardian }) => guardian?.children.map(({ pupilId }) => pupilId)),
      );
      const all = new Map([...pupils, ...children].map((person) => [person.id, person]));
      return withSays(year, [...all.values()]);
    },
    /** Writes records and a reply, all or nothing. @throws LostRace when one of them is no longer as it was read */
    writeAll: (units: readonly PlannedWrite[], version: number, reply: Write): Promise<void> =>
      commit(...units.flatMap((unit) => writesOf(unit, version)), reply),
    /** The people of another year, to be recognised by. */
    readKnown: async (year: SchoolYear): Promise<readonly Known[]> =>
      (await readPeople(year)).map(({ id, content }) => ({ id: id as PersonId, content })),
    /** Marks of the rosters of these classes and groups. */
    rosterMarks: async (
      year: SchoolYear,
      audienceIds: readonly AudienceId[],
    ): Promise<ReadonlyMap<AudienceId, Mark>> => {
      const records = audienceIds.map((id) => ({ kind: "roster", ...year, id }) as const);
      const marks = await marksOf(records);
      return new Map(
        audienceIds.flatMap((id, index) => {
          const mark = marks[index];
          return mark === undefined ? [] : [[id, mark] as const];
        }),
      );
    },
    /**
     * Writes planned records, each with what sources say of it in one transaction, on condition that it still is as it was compared.
     * Those this very import has already written are passed over. Gives the records that somebody else moved on meanwhile.
     */
    apply: async (units: readonly PlannedWrite[], version: number): Promise<readonly DirectoryRecord[]> => {
      const marks = await marksOf(units.map(({ record }) => record));
      const left = units.filter((unit, index) => !isDone(unit, marks[index], version));
      const rounds: PlannedWrite[][] = [[]];
      let room = WRITES_PER_TRANSACTION;
      for (const unit of left) {
        const size = 1 + (unit.says?.length ?? 0);
        if (size > room) {
          rounds.push([]);
          room = WRITES_PER_TRANSACTION;
        }
        rounds.at(-1)?.push(unit);
        room -= size;
      }
      const moved = await Promise.all(rounds.map((round) => writeTogether(round, version)));
      return moved.flat().map(({ record }) => record);
    },
  };
};

const idsOf = (people: readonly FullPerson[], pick: (person: Person) => readonly PersonId[] | undefined) =>
  people.flatMap(({ content }) => pick(content) ?? []);

const isDone = ({ hash, missingSince }: PlannedWrite, mark: Mark | undefined, version: number): boolean =>
  mark?.version === version && mark.hash === hash && mark.missingSince === missingSince;

export type KeptStore = ReturnType<typeof openKeptStore>;
