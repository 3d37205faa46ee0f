import { decodeCursor, encodeCursor, type OpenTable, olderThan, schoolKey, unlessNewer } from "@preau/store";
import { EntityFormatter } from "dynamodb-toolbox/entity/actions/format";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { UpdateItemCommand } from "dynamodb-toolbox/entity/actions/update";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { guardiansEntity, noticeEntity } from "./entities.ts";
import type { KeptNotice } from "./notice.ts";

interface Guardian {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly guardianId: string;
}

interface Class {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly classId: string;
}

/** The access patterns of `notices`; the README's table gives their price. */
export const openNoticeStore = (table: OpenTable) => {
  const NoticeEntity = noticeEntity(table);
  const GuardiansEntity = guardiansEntity(table);
  return {
    /** A guardian's notices, the latest lesson first. */
    noticesOf: async (guardian: Guardian, { limit, cursor }: { limit: number; cursor?: string | undefined }) => {
      const before = decodeCursor(cursor);
      const partition = schoolKey(guardian.schoolId, guardian.schoolYear, "PERSON", guardian.guardianId);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(NoticeEntity)
        .query({ partition, range: { beginsWith: "NOTICE#" } })
        .options({
          reverse: true,
          limit,
          filters: { notice: { attr: "silent", exists: false } },
          ...(before !== undefined && { exclusiveStartKey: { pk: partition, sk: before } }),
        })
        .send();
      return {
        items: Items as unknown as readonly KeptNotice[],
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
    /** Records a notice unless a later state of the register is already known. */
    record: (notice: KeptNotice) =>
      unlessNewer(
        NoticeEntity.build(PutItemCommand)
          .item(notice)
          .options({ condition: olderThan(notice.version) })
          .send(),
      ),
    /** Withdraws a recorded notice; where none is known yet, leaves a silent mark so that the late one is ignored. */
    withdraw: async ({ schoolId, schoolYear, guardianId, lesson, pupilId, ...notice }: KeptNotice) => {
      const key = { schoolId, schoolYear, guardianId, lesson, pupilId };
      const withdrawn = await unlessNewer(
        NoticeEntity.build(UpdateItemCommand)
          .item({ ...key, state: "withdrawn", version: notice.version })
          .options({
            condition: {
              and: [
                { attr: "version", exists: true },
                { attr: "version", lt: notice.version },
              ],
            },
          })
          .send(),
      );
      if (withdrawn) return true;
      const silent = { ...key, ...notice, silent: true };
      return unlessNewer(
        NoticeEntity.build(PutItemCommand)
          .item(silent)
          .options({ condition: { attr: "version", exists: false } })
          .send(),
      );
    },
    /** Who is told about each pupil of a class. An unknown class is an error: its roster is on its way. */
    guardiansOf: async ({ schoolId, schoolYear, classId }: Class) => {
      const { Item } = await GuardiansEntity.build(GetItemCommand).key({ schoolId, schoolYear, classId }).send();
      if (Item === undefined) throw new Error("the roster of a class is not known yet");
      return Item.guardians;
    },
    keepGuardians: (roster: Class & { version: number; guardians: Readonly<Record<string, readonly string[]>> }) =>
      unlessNewer(
        GuardiansEntity.build(PutItemCommand)
          .item(roster)
          .options({ condition: olderThan(roster.version) })
          .send(),
      ),
    /** Reads a notice out of a stream image. */
    readNotice: (image: Readonly<Record<string, unknown>>) =>
      NoticeEntity.build(EntityFormatter).format(image) as unknown as KeptNotice,
  };
};

export type NoticeStore = ReturnType<typeof openNoticeStore>;
