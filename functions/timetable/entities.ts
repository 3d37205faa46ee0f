import type { PackedSlot, Slot } from "@preau/calendar";
import type { AudienceId, Day, LessonId, PersonId, RoomId } from "@preau/contract";
import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { boolean } from "dynamodb-toolbox/schema/boolean";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { View } from "./day.ts";
import { sortable } from "./spelling.ts";

const inYear = { schoolId: string().key(), schoolYear: number().key() };
const ofView = { ...inYear, viewId: string().key() };
const kind = string().enum("audience", "teacher", "room");

const viewKey = ({ schoolId, schoolYear, viewId }: View): string => schoolKey(schoolId, schoolYear, "VIEW", viewId);

/** The weekly slots of one view on one weekday. */
export const dayEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "day",
    table,
    schema: item({
      ...ofView,
      weekday: number().key(),
      kind,
      classes: any().castAs<readonly string[]>(),
      slots: any().castAs<readonly PackedSlot[]>(),
      hash: string(),
      version: number(),
    }),
    computeKey: (key) => ({ pk: viewKey(key), sk: `DAY#${key.weekday}` }),
  });

const changeAttributes = {
  ...ofView,
  day: any().castAs<Day>().key(),
  lessonId: any().castAs<LessonId>().key(),
  status: string().enum("planned", "cancelled", "moved"),
  label: string().optional(),
  room: any().castAs<Slot["room"]>().optional(),
  teachers: any().castAs<Slot["teachers"]>().optional(),
  slot: any().castAs<PackedSlot>().optional(),
  version: number(),
};

const changeKey = (key: View & { day: Day; lessonId: LessonId }) => ({
  pk: viewKey(key),
  sk: `CHANGE#${key.day}#${key.lessonId}`,
});

/** A lesson changed on one day, in the view of its main audience: the one that leads to an event. */
export const changeEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "change",
    table,
    schema: item({
      ...changeAttributes,
      audienceIds: any().castAs<readonly AudienceId[]>(),
      classIds: any().castAs<readonly AudienceId[]>(),
      teacherIds: any().castAs<readonly PersonId[]>(),
      roomIds: any().castAs<readonly RoomId[]>(),
    }),
    computeKey: changeKey,
  });

/** The same change in every other view that shows the lesson. */
export const changeCopyEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "change-copy",
    table,
    schema: item(changeAttributes),
    computeKey: changeKey,
  });

/** Which views the timetable of a school year has: read by the import and the list of rooms, never on a hot path. */
export const viewEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "view",
    table,
    schema: item({ ...ofView, kind: kind.key(), label: string().key() }),
    computeKey: ({ schoolId, schoolYear, kind, label, viewId }) => ({
      pk: schoolKey(schoolId, schoolYear, "VIEWS", kind),
      sk: `VIEW#${sortable(label)}#${viewId}`,
    }),
  });

/** A room, by its id. */
export const roomEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "room",
    table,
    schema: item({ ...ofView, label: string() }),
    computeKey: ({ schoolId, schoolYear, viewId }) => ({
      pk: schoolKey(schoolId, schoolYear, "ROOM", viewId),
      sk: "ROOM",
    }),
  });

/** What the directory says of a class or a group. */
export const audienceEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "audience",
    table,
    schema: item({
      ...inYear,
      audienceId: any().castAs<AudienceId>().key(),
      classIds: any().castAs<readonly AudienceId[]>(),
      pupilIds: any().castAs<readonly PersonId[]>(),
      version: number(),
    }),
    computeKey: ({ schoolId, schoolYear, audienceId }) => ({
      pk: schoolKey(schoolId, schoolYear, "AUDIENCE", audienceId),
      sk: "AUDIENCE",
    }),
  });

/** That a pupil is, or no longer is, in a class or a group. */
export const membershipEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "membership",
    table,
    schema: item({
      ...inYear,
      pupilId: string().key(),
      audienceId: any().castAs<AudienceId>().key(),
      member: boolean(),
      version: number(),
    }),
    computeKey: ({ schoolId, schoolYear, pupilId, audienceId }) => ({
      pk: schoolKey(schoolId, schoolYear, "PUPIL", pupilId),
      sk: `AUDIENCE#${audienceId}`,
    }),
  });

/** Teachers are spread over this many partitions a school: the import reads them all, to match names. */
export const TEACHER_SHARDS = ["0", "1", "2", "3"] as const;

const shardOf = (personId: string): string => String(personId.charCodeAt(personId.length - 1) % TEACHER_SHARDS.length);

/** A person who teaches in the school, or used to. */
export const teacherEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "teacher",
    table,
    schema: item({
      ...inYear,
      personId: any().castAs<PersonId>().key(),
      familyName: string(),
      givenName: string(),
      teaches: boolean(),
      version: number(),
    }),
    computeKey: ({ schoolId, schoolYear, personId }) => ({
      pk: schoolKey(schoolId, schoolYear, "TEACHERS", shardOf(personId)),
      sk: `TEACHER#${personId}`,
    }),
  });
