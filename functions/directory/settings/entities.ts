import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";

/** What a school decided on one subject, for one school year. */
export const settingEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "setting",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      subject: string().key(),
      value: any(),
      version: number(),
      changedAt: string(),
      changedBy: string(),
    }),
    computeKey: ({ schoolId, schoolYear, subject }: { schoolId: string; schoolYear: number; subject: string }) => ({
      pk: schoolKey(schoolId, schoolYear, "SETTING", subject),
      sk: "SETTING",
    }),
  });
