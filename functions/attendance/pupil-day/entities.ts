import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { boolean } from "dynamodb-toolbox/schema/boolean";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { endOfKeeping } from "../kept-entities.ts";
import type { KeptPresence } from "./day-store.ts";
import type { KeptFact, KeptStatement, KeptTreatment } from "./kept.ts";

const pupil = { schoolId: string().key(), schoolYear: number().key(), pupilId: string().key() };

interface PupilKey {
  schoolId: string;
  schoolYear: number;
  pupilId: string;
}

/** Everything of one pupil lies in one collection: nobody else's is ever read with it. */
export const pupilPartition = ({ schoolId, schoolYear, pupilId }: PupilKey): string =>
  schoolKey(schoolId, schoolYear, "PUPIL", pupilId);

/** A class or a group the pupil attends, or no longer does. The class carries the pupil's name. */
export const membershipEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "membership",
    table,
    schema: item({
      ...pupil,
      audienceId: string().key(),
      version: number(),
      member: boolean(),
      kind: string().enum("class", "group"),
      code: string(),
      familyName: string().optional(),
      givenName: string().optional(),
      ttl: endOfKeeping(),
    }),
    computeKey: ({ audienceId, ...key }) => ({ pk: pupilPartition(key), sk: `MEMBER#${audienceId}` }),
  });

const partOfDay = { ...pupil, day: string().key(), id: string().key(), ttl: endOfKeeping() };

/** What somebody saw of the pupil outside a roll call. */
export const factEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "presence-fact",
    table,
    schema: item({ ...partOfDay, fact: any().castAs<KeptFact>() }),
    computeKey: ({ day, id, ...key }) => ({ pk: pupilPartition(key), sk: `DAY#${day}#FACT#${id}` }),
  });

/** What school life makes of a day; a treatment of two weeks is ten of these. */
export const treatmentEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "treatment",
    table,
    schema: item({ ...partOfDay, treatment: any().castAs<KeptTreatment>() }),
    computeKey: ({ day, id, ...key }) => ({ pk: pupilPartition(key), sk: `DAY#${day}#TREATMENT#${id}` }),
  });

/** What the family said of a day. */
export const statementEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "statement",
    table,
    schema: item({ ...partOfDay, statement: any().castAs<KeptStatement>() }),
    computeKey: ({ day, id, ...key }) => ({ pk: pupilPartition(key), sk: `DAY#${day}#STATEMENT#${id}` }),
  });

/** The fold of a day: what the pupil's file, the board and the families are told from. */
export const presenceEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "presence",
    table,
    schema: item({
      ...pupil,
      day: string().key(),
      version: number(),
      presence: any().castAs<KeptPresence>(),
      ttl: endOfKeeping(),
    }),
    computeKey: ({ day, ...key }) => ({ pk: pupilPartition(key), sk: `PRESENCE#${day}` }),
  });
