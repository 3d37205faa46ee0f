import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { endOfKeeping } from "../kept-entities.ts";
import { pupilPartition } from "../pupil-day/entities.ts";
import type { MonthFigures } from "./figures.ts";
import type { PackedLesson } from "./packed-day.ts";

const school = { schoolId: string().key(), schoolYear: number().key() };

export const classBookPartition = (schoolId: string, schoolYear: number, classId: string): string =>
  schoolKey(schoolId, schoolYear, "CLASSBOOK", classId);

/** One day of one pupil in the book of the class they were in. */
export const tallyEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "tally",
    table,
    schema: item({
      ...school,
      classId: string().key(),
      day: string().key(),
      pupilId: string().key(),
      version: number(),
      familyName: string().savedAs("f"),
      givenName: string().savedAs("g"),
      lessons: any().castAs<readonly PackedLesson[]>().savedAs("l"),
      ttl: endOfKeeping(),
    }),
    computeKey: ({ schoolId, schoolYear, classId, day, pupilId }) => ({
      pk: classBookPartition(schoolId, schoolYear, classId),
      sk: `DAY#${day}#${pupilId}`,
    }),
  });

/** A class of the school: where books are looked for. */
export const classEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "class",
    table,
    schema: item({ ...school, classId: string().key(), code: string(), version: number(), ttl: endOfKeeping() }),
    computeKey: ({ schoolId, schoolYear, classId }) => ({
      pk: schoolKey(schoolId, schoolYear, "CLASSBOOK", "CLASSES"),
      sk: classId,
    }),
  });

/** What a pupil's months amount to: figures alone, so that they may be compared over the years a pupil is at the school. */
export const figuresEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "figures",
    table,
    schema: item({
      ...school,
      pupilId: string().key(),
      version: number(),
      className: string(),
      months: any().castAs<Readonly<Record<string, MonthFigures>>>(),
    }),
    computeKey: (key) => ({ pk: pupilPartition(key), sk: "FIGURES" }),
  });
