import type { PersonId, SchoolId } from "@preau/contract";
import { type OpenTable, unlessNewer } from "@preau/store";
import { getAll, putAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { BatchPutRequest } from "dynamodb-toolbox/entity/actions/batchPut";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { UpdateItemCommand } from "dynamodb-toolbox/entity/actions/update";
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
  const readCensus = async ({ schoolId, schoolYear }: SchoolYear): Promise<readonly (readonly string[])[]> => {
    const requests = SHARDS.map((shard) => CensusEntity.build(BatchGetRequest).key({ schoolId, schoolYear, shard }));
    const shards = (await getAll(table, requests, { consistent: true })) as readonly (
      | { personIds: readonly string[] }
      | undefined
    )[];
    return shards.map((shard) => shard?.personIds ?? []);
  };
  return {
    find: async <K extends Kind>(kind: K, key: SchoolYear & { id: string }): Promise<Kept<K> | undefined> => {
      const { Item } = await entities[kind as Kind].build(GetItemCommand).key(key).send();
      return Item as Kept<K> | undefined;
    },
    /** People, in the order asked; those who are not there are left out. */
    findPeople: async (keys: readonly PersonKey[]): Promise<readonly Kept<"person">[]> => {
      const found = await getAll(
        table,
        keys.map(({ schoolId, schoolYear, id }) =>
          entities.person.build(BatchGetRequest).key({ schoolId, schoolYear, id }),
        ),
      );
      return (found as readonly (Kept<"person"> | undefined)[]).filter((one) => one !== undefined);
    },
    /** What is known of records, in the order asked, without their content. */
    marksOf: async (records: readonly DirectoryRecord[]): Promise<readonly (Mark | undefined)[]> => {
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
    /** Notes that a full delivery lacks somebody. Nothing is deleted; a later import that found them again wins. */
    markMissing: ({ schoolId, schoolYear, id }: PersonKey, version: number, missingSince: string): Promise<boolean> =>
      unlessNewer(
        entities.person
          .build(UpdateItemCommand)
          .item({ schoolId, schoolYear, id, version, missingSince })
          .options({
            condition: {
              and: [
                { attr: "version", lt: version },
                { attr: "missingSince", exists: false },
              ],
            },
          })
          .send(),
      ),
    /** Adds people to the census of a school and gives those it held before; shards that already hold them are not written. */
    addToCensus: async (
      { schoolId, schoolYear }: SchoolYear,
      people: Iterable<PersonId>,
    ): Promise<readonly PersonId[]> => {
      const before = await readCensus({ schoolId, schoolYear });
      const after = new Map(SHARDS.map((shard, index) => [shard, new Set(before[index])]));
      for (const id of people) after.get(shardOf(id))?.add(id);
      const grown = SHARDS.filter((shard, index) => after.get(shard)?.size !== before[index]?.length);
      await putAll(
        table,
        grown.map((shard) =>
          CensusEntity.build(BatchPutRequest).item({
            schoolId,
            schoolYear,
            shard,
            personIds: [...(after.get(shard) ?? [])].sort(),
          }),
        ),
      );
      return before.flat() as PersonId[];
    },
  };
};

export type DirectoryStore = ReturnType<typeof openDirectoryStore>;
