import type { ClockTime, Day, PersonId } from "@preau/contract";
import { expiresAfter, type OpenTable, olderThan, plainEntity, schoolKey, unlessNewer } from "@preau/store";
import { writeAll } from "@preau/store/batches";
import { Entity } from "dynamodb-toolbox/entity";
import { BatchDeleteRequest } from "dynamodb-toolbox/entity/actions/batchDelete";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { any } from "dynamodb-toolbox/schema/any";
import { boolean } from "dynamodb-toolbox/schema/boolean";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { Year } from "./day.ts";
import type { KeptDetention } from "./detention.ts";

/** A timetable is read some weeks back, not for a year. */
const KEPT_DAYS = 60;

interface Pupil extends Year {
  readonly pupilId: string;
}

/** The detentions of pupils, beside the classes and groups they are in. */
export const openDetentionStore = (table: OpenTable) => {
  const DetentionItem = new Entity({
    ...plainEntity,
    name: "detention",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      pupilId: any().castAs<PersonId>().key(),
      day: any().castAs<Day>().key(),
      start: any().castAs<ClockTime>().key(),
      measureId: string().key(),
      end: any().castAs<ClockTime>(),
      label: string(),
      place: string(),
      supervisor: string().optional(),
      familySees: boolean(),
      stands: boolean(),
      version: number(),
      ttl: number(),
    }),
    computeKey: ({ schoolId, schoolYear, pupilId, day, start, measureId }) => ({
      pk: schoolKey(schoolId, schoolYear, "PUPIL", pupilId),
      sk: `DETENTION#${day}#${start}#${measureId}`,
    }),
  });
  const query = ({ schoolId, schoolYear, pupilId }: Pupil, from: string, to: string) =>
    table
      .build(QueryCommand)
      .entities(DetentionItem)
      .query({
        partition: schoolKey(schoolId, schoolYear, "PUPIL", pupilId),
        range: { between: [`DETENTION#${from}`, `DETENTION#${to}#~`] },
      })
      .send();
  return {
    /** Keeps what is said of one slot, unless later is known. 1 WRU. */
    keepDetention: (detention: KeptDetention): Promise<boolean> =>
      unlessNewer(
        DetentionItem.build(PutItemCommand)
          .item({ ...detention, ttl: expiresAfter(KEPT_DAYS, new Date(`${detention.day}T00:00:00Z`)) })
          .options({ condition: olderThan(detention.version) })
          .send(),
      ),
    /** Where a pupil is expected in detention between two days: 0.5 RRU. */
    detentionsOf: async (pupil: Pupil, from: Day, to: Day): Promise<readonly KeptDetention[]> => {
      const { Items = [] } = await query(pupil, from, to);
      return Items.filter(({ stands }) => stands);
    },
    eraseDetentions: async (pupil: Pupil): Promise<void> => {
      const { Items = [] } = await query(pupil, "", "9");
      await writeAll(
        table,
        Items.map((one) => DetentionItem.build(BatchDeleteRequest).key(one)),
      );
    },
  };
};

export type DetentionStore = ReturnType<typeof openDetentionStore>;
