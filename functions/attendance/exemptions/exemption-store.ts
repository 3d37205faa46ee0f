import { commit, expiresAfter, type OpenTable, plainEntity, schoolKey, type Write } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { exemptionEntity } from "../entities.ts";
import type { KeptExemption } from "./exemption.ts";

interface School {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** An exemption on the school's list, with the pupil's name and who granted or ended it. */
export interface ListedExemption extends KeptExemption {
  readonly version: number;
  readonly familyName: string;
  readonly givenName: string;
  readonly className: string;
  readonly grantedAt: string;
  readonly grantedBy: string;
  readonly endedAt: string | null;
}

/** A sheet may be corrected some days after the lesson: an exemption that is over stays with the class as long. */
const DAYS_WITH_THE_CLASS = 30;

/** The year's exemptions together, for the list; the class has its own copy, for the sheets. */
export const listedExemptionEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "listed-exemption",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      exemptionId: string().key(),
      pupilId: string(),
      version: number(),
      exemption: any().castAs<ListedExemption>(),
    }),
    computeKey: ({ schoolId, schoolYear, exemptionId }) => ({
      pk: schoolKey(schoolId, schoolYear, "EXEMPTIONS", "ALL"),
      sk: exemptionId,
    }),
  });

const forSheets = ({
  exemptionId,
  pupilId,
  classId,
  subjectCodes,
  from,
  to,
  recurrence,
  mustAttend,
  reason,
  withdrawn,
}: ListedExemption): KeptExemption => ({
  exemptionId,
  pupilId,
  classId,
  subjectCodes,
  from,
  to,
  recurrence,
  mustAttend,
  reason,
  withdrawn,
});

/** Exemptions: with the class for its sheets, on a list for those who grant them. */
export const openExemptionStore = (table: OpenTable) => {
  const OfClass = exemptionEntity(table);
  const Listed = listedExemptionEntity(table);
  return {
    find: async (school: School, exemptionId: string): Promise<ListedExemption | undefined> => {
      const { Item } = await Listed.build(GetItemCommand)
        .key({ ...school, exemptionId })
        .options({ consistent: true })
        .send();
      return Item?.exemption;
    },
    /** Both copies and the reply, on the condition that nobody else has changed it. @throws LostRace */
    keep: (school: School, exemption: ListedExemption, remembered: Write): Promise<void> => {
      const { exemptionId, pupilId, classId: audienceId, version, to } = exemption;
      const key = { ...school, audienceId, pupilId, exemptionId };
      const ttl = expiresAfter(DAYS_WITH_THE_CLASS, new Date(`${to}T00:00:00Z`));
      return commit(
        Listed.build(PutTransaction)
          .item({ ...school, exemptionId, pupilId, version, exemption })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          }),
        OfClass.build(PutTransaction).item({ ...key, exemption: forSheets(exemption), ttl }),
        remembered,
      );
    },
    /** All of a school year: 0.5 RRU for twenty. */
    all: async ({ schoolId, schoolYear }: School): Promise<readonly ListedExemption[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(Listed)
        .query({ partition: schoolKey(schoolId, schoolYear, "EXEMPTIONS", "ALL") })
        .options({ maxPages: Number.POSITIVE_INFINITY })
        .send();
      return Items.map(({ exemption }) => exemption);
    },
  };
};

export type ExemptionStore = ReturnType<typeof openExemptionStore>;
