import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { boolean } from "dynamodb-toolbox/schema/boolean";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { KeptIncident } from "./incidents/incident.ts";
import type { Line } from "./journal/line.ts";
import type { KeptMeasure } from "./measures/measure.ts";

export interface SchoolYear {
  readonly schoolId: string;
  readonly schoolYear: number;
}

export interface PupilKey extends SchoolYear {
  readonly pupilId: string;
}

/** Every item is of one school in one school year. */
export const school = { schoolId: string().key(), schoolYear: number().key() };
const pupil = { ...school, pupilId: string().key() };

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
    }),
    computeKey: ({ audienceId, ...key }) => ({ pk: pupilPartition(key), sk: `MEMBER#${audienceId}` }),
  });

/** A punishment or a sanction with all its steps, in the year it was given in. */
export const measureEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "measure",
    table,
    schema: item({
      ...pupil,
      measureId: string().key(),
      version: number(),
      kept: any().castAs<KeptMeasure>(),
      ttl: number().optional(),
    }),
    computeKey: ({ measureId, ...key }) => ({ pk: pupilPartition(key), sk: `MEASURE#${measureId}` }),
  });

/** That a pupil had a part in an incident. */
export const partEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "incident-part",
    table,
    schema: item({
      ...pupil,
      incidentId: string().key(),
      day: string(),
      type: string(),
      role: string(),
      ttl: number(),
    }),
    computeKey: ({ incidentId, ...key }) => ({ pk: pupilPartition(key), sk: `INCIDENT#${incidentId}` }),
  });

export const incidentEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "incident",
    table,
    schema: item({
      ...school,
      incidentId: string().key(),
      version: number(),
      kept: any().castAs<KeptIncident>(),
      ttl: number(),
    }),
    computeKey: ({ schoolId, schoolYear, incidentId }) => ({
      pk: schoolKey(schoolId, schoolYear, "INCIDENT", incidentId),
      sk: "INCIDENT",
    }),
  });

/** Spreads the school's journal over partitions. */
export const JOURNAL_SHARDS = 4;
export const shardOf = (id: string): number => id.charCodeAt(id.length - 1) % JOURNAL_SHARDS;

export type LineKind = "MEASURE" | "INCIDENT";

/** One line of the school's journal, which lists and figures are made of. */
export const lineEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "line",
    table,
    schema: item({
      ...school,
      lineKind: string().enum("MEASURE", "INCIDENT").key(),
      day: string().key(),
      id: string().key(),
      version: number(),
      line: any().castAs<Line>(),
    }),
    computeKey: ({ schoolId, schoolYear, lineKind, day, id }) => ({
      pk: schoolKey(schoolId, schoolYear, "JOURNAL", String(shardOf(id))),
      sk: `${lineKind}#${day}#${id}`,
    }),
  });

/** Somebody expected in detention. */
export const detentionEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "detention",
    table,
    schema: item({
      ...school,
      day: string().key(),
      start: string().key(),
      measureId: string().key(),
      pupilId: string(),
      audienceIds: any().castAs<readonly string[]>(),
      familyName: string(),
      givenName: string(),
      className: string(),
      end: string(),
      place: string(),
      supervisor: string().optional(),
      ttl: number().optional(),
    }),
    computeKey: ({ schoolId, schoolYear, day, start, measureId }) => ({
      pk: schoolKey(schoolId, schoolYear, "DETENTIONS", "LIST"),
      sk: `${day}#${start}#${measureId}`,
    }),
  });
