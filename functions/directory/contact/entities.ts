import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { boolean } from "dynamodb-toolbox/schema/boolean";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { OwnContact } from "./own-contact.ts";

/** What a person says of how to reach them, beside their record: no delivery writes over it. */
export const ownContactEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "own-contact",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      id: string().key(),
      said: any().castAs<OwnContact>(),
      /** Said by somebody who answers for a pupil of the school: whoever writes to families hears of it. */
      guardian: boolean(),
      version: number(),
    }),
    computeKey: ({ schoolId, schoolYear, id }: { schoolId: string; schoolYear: number; id: string }) => ({
      pk: schoolKey(schoolId, schoolYear, "PERSON", id),
      sk: "OWN-CONTACT",
    }),
  });
