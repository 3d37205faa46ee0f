import { commit, type OpenTable, plainEntity, schoolKey, unlessNewer, type Write } from "@preau/store";
import { putAll } from "@preau/store/batches";
import { Entity } from "dynamodb-toolbox/entity";
import { BatchPutRequest } from "dynamodb-toolbox/entity/actions/batchPut";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { factEntity } from "../pupil-day/entities.ts";
import type { CollectiveList, ListFact, ListMember, Turn } from "./collective-list.ts";

export interface ListKey {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly listId: string;
}

/** As stored: the class of a member is a position in the list's classes, the turns end to end. */
type PackedMember = readonly [id: string, classIndex: number, ...turns: readonly number[]];

const MEMBERS_AN_ITEM = 60;

const ofList = { schoolId: string().key(), schoolYear: number().key(), listId: string().key() };
const partitionOf = ({ schoolId, schoolYear, listId }: ListKey): string =>
  schoolKey(schoolId, schoolYear, "LIST", listId);

const listEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "list",
    table,
    schema: item({ ...ofList, version: number(), applied: number(), list: any().castAs<CollectiveList>() }),
    computeKey: (key) => ({ pk: partitionOf(key), sk: "LIST" }),
  });

const membersEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "list-members",
    table,
    schema: item({ ...ofList, part: number().key(), members: any().castAs<readonly PackedMember[]>() }),
    computeKey: ({ part, ...key }) => ({ pk: partitionOf(key), sk: `MEMBERS#${String(part).padStart(3, "0")}` }),
  });

/** The year's lists, by their last day: what is to come is read without what is over. */
const lineEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "list-line",
    table,
    schema: item({ ...ofList, to: string().key() }),
    computeKey: ({ schoolId, schoolYear, listId, to }) => ({
      pk: schoolKey(schoolId, schoolYear, "LISTS", "ALL"),
      sk: `${to}#${listId}`,
    }),
  });

const packTurn = ({ version, on, fromDay }: Turn): readonly number[] => [version, on ? 1 : 0, fromDay];

const pack = ({ classes }: CollectiveList, { pupilId, classId, turns }: ListMember): PackedMember => [
  pupilId.slice(4),
  classes.findIndex(([id]) => id === classId),
  ...turns.flatMap(packTurn),
];

const unpack = ({ classes }: CollectiveList, [id, classIndex, ...flat]: PackedMember): ListMember => ({
  pupilId: `per_${id}`,
  classId: classes[classIndex]?.[0] ?? "",
  turns: Array.from({ length: flat.length / 3 }, (_, nth) => {
    const [version = 0, on = 0, fromDay = 0] = flat.slice(nth * 3);
    return { version, on: on === 1, fromDay };
  }),
});

/** Collective lists with their members, and the facts they write. */
export const openListStore = (table: OpenTable) => {
  const ListItem = listEntity(table);
  const Members = membersEntity(table);
  const Line = lineEntity(table);
  const FactItem = factEntity(table);
  return {
    /** The list and everybody who ever was on it: 0.5 RRU for a hundred. Consistent. */
    find: async (key: ListKey): Promise<{ list: CollectiveList; members: readonly ListMember[] } | undefined> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(ListItem, Members)
        .query({ partition: partitionOf(key) })
        .options({ consistent: true, maxPages: 4 })
        .send();
      const list = Items.flatMap((one) => ("list" in one ? [one.list] : [])).at(0);
      if (list === undefined) return undefined;
      const members = Items.flatMap((one) => ("members" in one ? one.members : []));
      return { list, members: members.map((one) => unpack(list, one)) };
    },
    /** One transaction: the next version of the list, all its members, the reply. @throws LostRace when somebody else has changed it. */
    keep: (key: ListKey, list: CollectiveList, members: readonly ListMember[], remembered: Write): Promise<void> => {
      const { version, applied, to } = list;
      const parts = Array.from({ length: Math.ceil(members.length / MEMBERS_AN_ITEM) }, (_, part) =>
        members.slice(part * MEMBERS_AN_ITEM, (part + 1) * MEMBERS_AN_ITEM),
      );
      return commit(
        ListItem.build(PutTransaction)
          .item({ ...key, version, applied, list })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          }),
        Line.build(PutTransaction).item({ ...key, to }),
        ...parts.map((some, part) =>
          Members.build(PutTransaction).item({ ...key, part, members: some.map((one) => pack(list, one)) }),
        ),
        remembered,
      );
    },
    /** Says that all the facts of a version are written, unless there is a newer one to write. */
    markApplied: (key: ListKey, list: CollectiveList) =>
      unlessNewer(
        ListItem.build(PutItemCommand)
          .item({ ...key, version: list.version, applied: list.version, list: { ...list, applied: list.version } })
          .options({ condition: { attr: "version", eq: list.version } })
          .send(),
      ),
    /** Facts have names of their own: written again, they are the same. */
    writeFacts: ({ schoolId, schoolYear }: ListKey, facts: readonly ListFact[]): Promise<void> =>
      putAll(
        table,
        facts.map(({ pupilId, day, factId, fact }) =>
          FactItem.build(BatchPutRequest).item({ schoolId, schoolYear, pupilId, day, id: factId, fact }),
        ),
      ),
    /** The lists that are not over on a day, the next to end first. */
    linesFrom: async ({ schoolId, schoolYear }: Omit<ListKey, "listId">, day: string): Promise<readonly string[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(Line)
        .query({ partition: schoolKey(schoolId, schoolYear, "LISTS", "ALL"), range: { gte: day } })
        .options({ maxPages: 4 })
        .send();
      return Items.map(({ listId }) => listId);
    },
  };
};

export type ListStore = ReturnType<typeof openListStore>;
