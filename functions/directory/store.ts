import type { PersonId, SchoolId } from "@preau/contract";
import type { OpenTable } from "@preau/store";
import { getAll, putAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { BatchPutRequest } from "dynamodb-toolbox/entity/actions/batchPut";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { UpdateItemCommand } from "dynamodb-toolbox/entity/actions/update";
import { $add } from "dynamodb-toolbox/entity/actions/update/symbols";
import { censusEntity, recordEntity } from "./entities.ts";
import type { PersonKey } from "./person.ts";
import type { Contents, DirectoryRecord, Kind, Mark } from "./record.ts";

/** A record and the mark of the import that wrote it. */
export type Kept<K extends Kind> = Mark & {
  readonly id: string;
  readonly schoolId: string;
  readonly content: Contents[K];
};

interface SchoolYear {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
}

const SHARDS = [..."0123456789abcdefghjkmnpqrstvwxyz"];
const shardOf = (personId: string): string => personId.charAt("per_".length);

/** The access patterns of schools, people, classes and groups; the README's table gives their price. */
export const openDirectoryStore = (table: OpenTable) => {
  const entities = {
    person: recordEntity(table, "person"),
    roster: recordEntity(table, "roster"),
    school: recordEntity(table, "school"),
  };
  const CensusEntity = censusEntity(table);
  const readCensus = async ({ schoolId, schoolYear }: SchoolYear): Promise<readonly ReadonlySet<PersonId>[]> => {
    const requests = SHARDS.map((shard) => CensusEntity.build(BatchGetRequest).key({ schoolId, schoolYear, shard }));
    const shards = await getAll<{ personIds: ReadonlySet<PersonId> }>(table, requests, { consistent: true });
    return shards.map((shard) => shard?.personIds ?? new Set());
  };
  return {
    find: async <K extends Kind>(kind: K, key: SchoolYear & { id: string }): Promise<Kept<K> | undefined> => {
      const { Item } = await entities[kind as Kind].build(GetItemCommand).key(key).send();
      return Item as Kept<K> | undefined;
    },
    /** People, in the order asked, each once; those who are not there are left out. */
    findPeople: async (asked: readonly PersonKey[]): Promise<readonly Kept<"person">[]> => {
      const keys = new Map(asked.map((key) => [`${key.schoolId} ${key.schoolYear} ${key.id}`, key])).values().toArray();
      const found = await getAll(
        table,
        keys.map(({ schoolId, schoolYear, id }) =>
          entities.person.build(BatchGetRequest).key({ schoolId, schoolYear, id }),
        ),
      );
      return (found as readonly (Kept<"person"> | undefined)[]).filter((one) => one !== undefined);
    },
    /** What is known of records, in the order asked, without their content. */
    marksOf: async (records: readonly Omit<DirectoryRecord, "content">[]): Promise<readonly (Mark | undefined)[]> => {
      const requests = records.map(({ kind, schoolId, schoolYear, id }) =>
        entities[kind].build(BatchGetRequest).key({ schoolId, schoolYear, id }),
      );
      const marks = await getAll(table, requests, {
        consistent: true,
        attributes: ["hash", "version", "since", "missingSince"],
      });
      return marks as readonly (Mark | undefined)[];
    },
    put: (records: readonly (DirectoryRecord & { readonly mark: Mark })[]): Promise<void> =>
      putAll(
        table,
        records.map(({ kind, schoolId, schoolYear, id, content, mark: { hash, version, since } }) =>
          entities[kind].build(BatchPutRequest).item({ schoolId, schoolYear, id, content, hash, version, since }),
        ),
      ),
    /** Everybody ever known in a school in a year. */
    census: async (year: SchoolYear): Promise<readonly PersonId[]> =>
      (await readCensus(year)).flatMap((shard) => [...shard]),
    /** Adds people to the census of a school; shards that already hold them are not written, and nobody added meanwhile is lost. */
    addToCensus: async ({ schoolId, schoolYear }: SchoolYear, people: Iterable<PersonId>): Promise<void> => {
      const before = await readCensus({ schoolId, schoolYear });
      const newcomers = Map.groupBy(people, shardOf);
      await Promise.all(
        SHARDS.map(async (shard, index) => {
          const added = (newcomers.get(shard) ?? []).filter((id) => !before[index]?.has(id));
          if (added.length === 0) return;
          const grown = { schoolId, schoolYear, shard, personIds: $add(new Set(added)) };
          await CensusEntity.build(UpdateItemCommand).item(grown).send();
        }),
      );
    },
  };
};

export type DirectoryStore = ReturnType<typeof openDirectoryStore>;
