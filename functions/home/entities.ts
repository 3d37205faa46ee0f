import type { LessonChange, PackedSlot } from "@preau/calendar";
import type { AudienceId, Day, LessonId, PersonId } from "@preau/contract";
import { type OpenTable, plainEntity } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { boolean } from "dynamodb-toolbox/schema/boolean";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { HomeNotice } from "./contract.ts";
import type { KeptDetention } from "./home-day.ts";

/** Keys are stored once, as keys: what a first screen reads is counted in hundreds of bytes. */
const keyed = { pk: string().key(), sk: string().key(), version: number().savedAs("v") };

/** The slots of one class, group or teacher on one weekday. */
export const slotsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "slots",
    table,
    schema: item({
      ...keyed,
      viewId: string().savedAs("w"),
      slots: any().castAs<readonly PackedSlot[]>().savedAs("s"),
    }),
  });

/** A lesson that is not as every week, on one day. */
export const changeEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "change",
    table,
    schema: item({
      ...keyed,
      day: any().castAs<Day>().savedAs("d"),
      lessonId: any().castAs<LessonId>().savedAs("l"),
      status: string().enum("planned", "cancelled", "moved").savedAs("s"),
      label: string().optional().savedAs("t"),
      room: any().castAs<LessonChange["room"]>().optional().savedAs("r"),
      teachers: any().castAs<LessonChange["teachers"]>().optional().savedAs("h"),
      slot: any().castAs<PackedSlot>().optional().savedAs("k"),
      ttl: number(),
    }),
  });

/** A roll that was called. */
export const calledEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "called",
    table,
    schema: item({
      ...keyed,
      lessonId: any().castAs<LessonId>().savedAs("l"),
      absentCount: number().savedAs("a"),
      lateCount: number().savedAs("r"),
      ttl: number(),
    }),
  });

/** A roll that school life asked for. */
export const remindedEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "reminded",
    table,
    schema: item({
      ...keyed,
      lessonId: any().castAs<LessonId>().savedAs("l"),
      remindedAt: string().savedAs("a"),
      ttl: number(),
    }),
  });

/** A slot of a pupil's detention, in the day of the class. */
export const detentionEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "detention",
    table,
    schema: item({
      ...keyed,
      detention: any().castAs<Omit<KeptDetention, "version">>().savedAs("d"),
      ttl: number(),
    }),
  });

/** That a pupil is in a class or a group, in the partition of the pupil and of each guardian. No longer one: `member` is false. */
export const cardEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "card",
    table,
    schema: item({
      ...keyed,
      pupilId: any().castAs<PersonId>().savedAs("p"),
      audienceId: any().castAs<AudienceId>().savedAs("a"),
      member: boolean().savedAs("m"),
      /** Only on the card of a class: a group says nothing more than that the pupil is in it. */
      pupil: any()
        .castAs<{ readonly givenName: string; readonly familyName: string; readonly className: string }>()
        .optional()
        .savedAs("n"),
      ttl: number().optional(),
    }),
  });

/** What a guardian is told of one child in one half-day. */
export const noticeEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "notice",
    table,
    schema: item({ ...keyed, notice: any().castAs<HomeNotice>().savedAs("n"), ttl: number() }),
  });

/** Who has a card from a class or a group: `<owner> <pupil>`, to take cards back from those who left. */
export const rosterEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "roster",
    table,
    schema: item({ ...keyed, holders: any().castAs<readonly string[]>().savedAs("h") }),
  });
