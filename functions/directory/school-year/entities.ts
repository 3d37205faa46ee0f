import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { SchoolYears } from "./school-years.ts";

/** Which year a school is in: one small item a school, outside all years. */
export const yearsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "school-years",
    table,
    schema: item({
      schoolId: string().key(),
      years: any().castAs<Omit<SchoolYears, "version">>(),
      version: number(),
    }),
    computeKey: ({ schoolId }: { schoolId: string }) => ({ pk: `SCHOOL#${schoolId}#YEARS`, sk: "YEARS" }),
  });

/** What a switch makes the directory say again, of fifty people or of one class: an event to be, for a few days. */
export const announcementEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "announcement",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      announcementId: string().key(),
      event: string().enum("people-changed", "roster-changed"),
      payload: any(),
      ttl: number(),
    }),
    computeKey: ({
      schoolId,
      schoolYear,
      announcementId,
    }: {
      schoolId: string;
      schoolYear: number;
      announcementId: string;
    }) => ({ pk: schoolKey(schoolId, schoolYear, "ANNOUNCEMENT", announcementId), sk: "ANNOUNCEMENT" }),
  });
