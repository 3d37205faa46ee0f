import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { Counts, Delivery, KeptMessage, MessageKey, Received } from "./message.ts";
import type { MessageSettings } from "./message-settings.ts";
import type { FamilyPupil } from "./recipients.ts";

const year = { schoolId: string().key(), schoolYear: number().key() };

/** The families of a class or a group. */
export const familiesEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "families",
    table,
    schema: item({
      ...year,
      audienceId: string().key(),
      version: number(),
      code: string(),
      pupils: any().castAs<readonly FamilyPupil[]>(),
    }),
    computeKey: ({ schoolId, schoolYear, audienceId }) => ({
      pk: schoolKey(schoolId, schoolYear, "AUDIENCE", audienceId),
      sk: "FAMILIES",
    }),
  });

export const messageSettingsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "message-settings",
    table,
    schema: item({ ...year, version: number(), settings: any().castAs<MessageSettings>() }),
    computeKey: ({ schoolId, schoolYear }) => ({
      pk: schoolKey(schoolId, schoolYear, "SETTINGS", "messages"),
      sk: "CURRENT",
    }),
  });

/** What a school sent in a year: a few a day, their ids in the order of time. */
export const messageEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "message",
    table,
    schema: item({
      ...year,
      messageId: string().key(),
      message: any().castAs<Omit<KeptMessage, keyof MessageKey>>(),
      ttl: number(),
    }),
    computeKey: ({ schoolId, schoolYear, messageId }) => ({
      pk: schoolKey(schoolId, schoolYear, "MESSAGES", "SENT"),
      sk: `MESSAGE#${messageId}`,
    }),
  });

export const deliveryPartition = ({
  schoolId,
  schoolYear,
  messageId,
  audienceId,
}: MessageKey & { readonly audienceId: string }): string =>
  schoolKey(schoolId, schoolYear, "MESSAGE", messageId, audienceId);

/** Where a message stands with each family of a class: the classes of a message lie apart. */
export const deliveryEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "delivery",
    table,
    schema: item({
      ...year,
      messageId: string().key(),
      audienceId: string().key(),
      pupilId: string().key(),
      guardianId: string().key(),
      pupilName: string(),
      className: string(),
      guardianName: string().optional(),
      channels: any().castAs<Delivery["channels"]>(),
      reasons: any().castAs<readonly string[]>(),
      lease: string().optional(),
      readAt: string().optional(),
      version: number(),
      ttl: number(),
    }),
    computeKey: ({ pupilId, guardianId, ...key }) => ({
      pk: deliveryPartition(key),
      sk: `TO#${pupilId}#${guardianId}`,
    }),
  });

/** How far a message went in a class, as of the last pass over it. */
export const progressEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "message-progress",
    table,
    schema: item({
      ...year,
      messageId: string().key(),
      audienceId: string().key(),
      counts: any().castAs<Counts>(),
      ttl: number(),
    }),
    computeKey: (key) => ({ pk: deliveryPartition(key), sk: "PROGRESS" }),
  });

/** A message as a guardian reads it, in their own partition. */
export const receivedEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "received",
    table,
    schema: item({
      ...year,
      guardianId: string().key(),
      messageId: string().key(),
      pupilId: string().key(),
      received: any().castAs<Omit<Received, keyof MessageKey | "guardianId" | "pupilId" | "readAt">>(),
      readAt: string().optional(),
      ttl: number(),
    }),
    computeKey: ({ schoolId, schoolYear, guardianId, messageId, pupilId }) => ({
      pk: schoolKey(schoolId, schoolYear, "PERSON", guardianId),
      sk: `MESSAGE#${messageId}#${pupilId}`,
    }),
  });
