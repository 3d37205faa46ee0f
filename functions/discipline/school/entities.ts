import type { Sectors } from "@preau/policy";
import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { school } from "../entities.ts";
import type { Delegations, Settings } from "./settings.ts";

/** What the school has decided: its lists, its signatures, how school life shares its pupils. */
export const decisionEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "decision",
    table,
    schema: item({
      ...school,
      /** `SETTINGS` or `DELEGATIONS`, or one of their former versions; `SECTORS`, as the directory tells them. */
      place: string().key(),
      version: number(),
      decision: any().castAs<Settings | Delegations | Sectors>(),
    }),
    computeKey: ({ schoolId, schoolYear, place }) => ({
      pk: schoolKey(schoolId, schoolYear, "SETTINGS", "discipline"),
      sk: place,
    }),
  });

/** Whom somebody teaches on one weekday. */
export const taughtEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "taught",
    table,
    schema: item({
      ...school,
      teacherId: string().key(),
      weekday: number().key(),
      version: number(),
      audienceIds: any().castAs<readonly string[]>(),
    }),
    computeKey: ({ schoolId, schoolYear, teacherId, weekday }) => ({
      pk: schoolKey(schoolId, schoolYear, "TEACHER", teacherId),
      sk: `DAY#${weekday}`,
    }),
  });

/** Who is in a class or a group. */
export const rosterEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "roster",
    table,
    schema: item({
      ...school,
      audienceId: string().key(),
      version: number(),
      pupilIds: any().castAs<readonly string[]>(),
    }),
    computeKey: ({ schoolId, schoolYear, audienceId }) => ({
      pk: schoolKey(schoolId, schoolYear, "AUDIENCE", audienceId),
      sk: "ROSTER",
    }),
  });
