import {
  commit,
  decodeCursor,
  encodeCursor,
  type OpenTable,
  olderThan,
  orLostRace,
  schoolKey,
  unlessNewer,
  type Write,
} from "@preau/store";
import { EntityFormatter } from "dynamodb-toolbox/entity/actions/format";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { guardiansEntity, type NoticeBody, noticeEntity } from "./entities.ts";
import { keptUntil } from "./kept-until.ts";
import type { KeptNotice, SchoolYear } from "./notice.ts";

export interface Guardian extends SchoolYear {
  readonly guardianId: string;
}

interface Class extends SchoolYear {
  readonly classId: string;
}

type NoticeKey = Omit<KeptNotice, keyof NoticeBody>;

/** A notice in one piece, as it lies in the table. */
export const noticeIn = ({
  notice,
  ttl: _ttl,
  ...key
}: NoticeKey & { readonly notice: NoticeBody; readonly ttl: number }): KeptNotice => ({ ...key, ...notice });

const itemOf = ({ schoolId, schoolYear, guardianId, day, half, pupilId, revision, ...notice }: KeptNotice) => ({
  schoolId,
  schoolYear,
  guardianId,
  day,
  half,
  pupilId,
  revision,
  notice,
  ttl: keptUntil(schoolYear),
});

const unchangedSince = (revision: number) =>
  revision === 1 ? ({ attr: "revision", exists: false } as const) : ({ attr: "revision", eq: revision - 1 } as const);

/** The notices of guardians, and who is told about a class; the README's table gives their price. */
export const openNoticeStore = (table: OpenTable) => {
  const NoticeItem = noticeEntity(table);
  const GuardiansItem = guardiansEntity(table);
  const partitionOf = ({ schoolId, schoolYear, guardianId }: Guardian) =>
    schoolKey(schoolId, schoolYear, "PERSON", guardianId);
  return {
    /** A guardian's notices, the latest half-day first. */
    noticesOf: async (guardian: Guardian, { limit, cursor }: { limit: number; cursor?: string | undefined }) => {
      const before = decodeCursor(cursor);
      const partition = partitionOf(guardian);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(NoticeItem)
        .query({ partition, range: { beginsWith: "NOTICE#" } })
        .options({
          reverse: true,
          limit,
          ...(before !== undefined && { exclusiveStartKey: { pk: partition, sk: before } }),
        })
        .send();
      return { items: Items.map(noticeIn), cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined) };
    },
    /** A guardian's notices of one day, of all their children, as committed: 1 RRU. */
    noticesOn: async (guardian: Guardian, day: string): Promise<readonly KeptNotice[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(NoticeItem)
        .query({ partition: partitionOf(guardian), range: { beginsWith: `NOTICE#${day}#` } })
        .options({ consistent: true, maxPages: 10 })
        .send();
      return Items.map(noticeIn);
    },
    /** @throws LostRace when somebody else has changed the notice since it was read. */
    keep: async (notice: KeptNotice): Promise<void> => {
      await orLostRace(
        NoticeItem.build(PutItemCommand)
          .item(itemOf(notice))
          .options({ condition: unchangedSince(notice.revision) })
          .send(),
      );
    },
    /** The same, together with the reply to whoever asked for it. */
    keepWith: (notice: KeptNotice, remembered: Write): Promise<void> =>
      commit(
        NoticeItem.build(PutTransaction)
          .item(itemOf(notice))
          .options({ condition: unchangedSince(notice.revision) }),
        remembered,
      ),
    /** Who is told about each pupil of a class. An unknown class is an error: its roster is on its way. */
    guardiansOf: async ({ schoolId, schoolYear, classId }: Class) => {
      const { Item } = await GuardiansItem.build(GetItemCommand)
        .key({ schoolId, schoolYear, classId })
        .options({ consistent: true })
        .send();
      if (Item === undefined) throw new Error("the roster of a class is not known yet");
      return Item.guardians;
    },
    keepGuardians: (roster: Class & { version: number; guardians: Readonly<Record<string, readonly string[]>> }) =>
      unlessNewer(
        GuardiansItem.build(PutItemCommand)
          .item(roster)
          .options({ condition: olderThan(roster.version) })
          .send(),
      ),
    /** Reads a notice out of a stream image. */
    readNotice: (image: Readonly<Record<string, unknown>>): KeptNotice =>
      noticeIn(NoticeItem.build(EntityFormatter).format(image)),
  };
};

export type NoticeStore = ReturnType<typeof openNoticeStore>;
