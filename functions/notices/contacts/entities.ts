import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { Device, Preferences } from "./reach.ts";

/** How to reach a guardian in one school: a `SchoolRecord` and their `OwnWords`, with versions of their own. */
export const contactEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "contact",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      guardianId: string().key(),
      record: any().optional(),
      recordVersion: number().optional(),
      own: any().optional(),
      ownVersion: number().optional(),
      ttl: number(),
    }),
    computeKey: ({ schoolId, schoolYear, guardianId }) => ({
      pk: schoolKey(schoolId, schoolYear, "PERSON", guardianId),
      sk: "CONTACT",
    }),
  });

/** What a guardian settled for all their schools and years: the key is the person, alone. */
export const reachEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "reach",
    table,
    schema: item({
      guardianId: string().key(),
      devices: any().castAs<readonly Device[]>(),
      preferences: any().castAs<Preferences>().optional(),
      version: number(),
      ttl: number(),
    }),
    computeKey: ({ guardianId }: { guardianId: string }) => ({ pk: `PERSON#${guardianId}`, sk: "REACH" }),
  });
