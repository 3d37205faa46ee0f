import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { boolean } from "dynamodb-toolbox/schema/boolean";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { KeptNotice } from "./notice.ts";

/** One notice for one guardian, in their own partition, by day and time of the lesson. */
export const noticeEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "notice",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      guardianId: string().key(),
      lesson: any().castAs<KeptNotice["lesson"]>().key(),
      pupilId: string().key(),
      noticeId: string(),
      pupilName: string(),
      kind: string().enum("absence", "lateness"),
      state: string().enum("waiting", "withdrawn"),
      minutesLate: number().optional(),
      recordedAt: string(),
      version: number(),
      silent: boolean().optional(),
    }),
    computeKey: ({ schoolId, schoolYear, guardianId, lesson, pupilId }) => ({
      pk: schoolKey(schoolId, schoolYear, "PERSON", guardianId),
      sk: `NOTICE#${lesson.day}#${lesson.start}#${lesson.lessonId}#${pupilId}`,
    }),
  });

/** Who is told about the pupils of one class. */
export const guardiansEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "guardians",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      classId: string().key(),
      version: number(),
      guardians: any().castAs<Readonly<Record<string, readonly string[]>>>(),
    }),
    computeKey: ({ schoolId, schoolYear, classId }) => ({
      pk: schoolKey(schoolId, schoolYear, "AUDIENCE", classId),
      sk: "GUARDIANS",
    }),
  });
