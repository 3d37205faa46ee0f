import { commit, decodeCursor, encodeCursor, type OpenTable, plainEntity, schoolKey, type Write } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { any } from "dynamodb-toolbox/schema/any";
import { boolean } from "dynamodb-toolbox/schema/boolean";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { endOfKeeping } from "../kept-entities.ts";
import type { PupilKey } from "../pupil-day/day-store.ts";
import { pupilPartition } from "../pupil-day/entities.ts";
import { type FollowUp, type FollowUpTypes, usualTypes } from "./follow-up.ts";

interface School {
  readonly schoolId: string;
  readonly schoolYear: number;
}

const school = { schoolId: string().key(), schoolYear: number().key() };

const followUpEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "follow-up",
    table,
    schema: item({
      ...school,
      pupilId: string().key(),
      on: string().key(),
      followUpId: string().key(),
      isStruck: boolean(),
      note: any().castAs<Omit<FollowUp, "followUpId" | "on">>(),
      ttl: endOfKeeping(),
    }),
    computeKey: ({ on, followUpId, ...key }) => ({ pk: pupilPartition(key), sk: `NOTE#${on}#${followUpId}` }),
  });

const typesEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "follow-up-types",
    table,
    schema: item({ ...school, version: number(), types: any().castAs<FollowUpTypes["types"]>() }),
    computeKey: ({ schoolId, schoolYear }) => ({
      pk: schoolKey(schoolId, schoolYear, "SETTINGS", "follow-ups"),
      sk: "CURRENT",
    }),
  });

/** What school life noted of pupils, and the kinds of notes of a school. */
export const openFollowUpStore = (table: OpenTable) => {
  const Note = followUpEntity(table);
  const Types = typesEntity(table);
  const put = (key: PupilKey, { followUpId, on, ...note }: FollowUp) =>
    Note.build(PutTransaction).item({ ...key, on, followUpId, isStruck: note.struck !== undefined, note });
  return {
    add: (key: PupilKey, note: FollowUp, remembered: Write): Promise<void> =>
      commit(put(key, note).options({ condition: { attr: "isStruck", exists: false } }), remembered),
    /** @throws LostRace when it was struck out already. */
    strike: (key: PupilKey, note: FollowUp, remembered: Write): Promise<void> =>
      commit(put(key, note).options({ condition: { attr: "isStruck", eq: false } }), remembered),
    find: async (key: PupilKey, on: string, followUpId: string): Promise<FollowUp | undefined> => {
      const { Item } = await Note.build(GetItemCommand)
        .key({ ...key, on, followUpId })
        .options({ consistent: true })
        .send();
      return Item && { followUpId, on, ...Item.note };
    },
    /** A page of what was noted of a pupil in a year, the latest first. */
    page: async (
      key: PupilKey,
      { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
    ): Promise<{ readonly items: readonly FollowUp[]; readonly cursor: string | undefined }> => {
      const partition = pupilPartition(key);
      const after = decodeCursor(cursor);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(Note)
        .query({ partition, range: { beginsWith: "NOTE#" } })
        .options({
          reverse: true,
          limit,
          ...(after !== undefined && { exclusiveStartKey: { pk: partition, sk: after } }),
        })
        .send();
      return {
        items: Items.map(({ followUpId, on, note }) => ({ followUpId, on, ...note })),
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
    types: async ({ schoolId, schoolYear }: School): Promise<FollowUpTypes> => {
      const { Item } = await Types.build(GetItemCommand).key({ schoolId, schoolYear }).send();
      return Item === undefined ? usualTypes : { version: Item.version, types: Item.types };
    },
    /** @throws LostRace when somebody else has decided meanwhile. */
    setTypes: ({ schoolId, schoolYear }: School, { version, types }: FollowUpTypes, remembered: Write): Promise<void> =>
      commit(
        Types.build(PutTransaction)
          .item({ schoolId, schoolYear, version, types })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          }),
        remembered,
      ),
  };
};

export type FollowUpStore = ReturnType<typeof openFollowUpStore>;
