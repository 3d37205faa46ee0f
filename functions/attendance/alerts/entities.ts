import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { endOfKeeping } from "../kept-entities.ts";
import { pupilPartition } from "../pupil-day/entities.ts";
import type { Alert } from "./alert.ts";
import type { AbsenceCase } from "./case.ts";
import type { ListedPupil } from "./listed-pupil.ts";
import type { Threshold } from "./threshold.ts";

const school = { schoolId: string().key(), schoolYear: number().key() };
const pupil = { ...school, pupilId: string().key() };

export const openPartition = (schoolId: string, schoolYear: number, what: "ALERTS" | "CASES"): string =>
  schoolKey(schoolId, schoolYear, what, "OPEN");

/** An alert in the pupil's own collection, with all that became of it. */
export const alertEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "alert",
    table,
    schema: item({
      ...pupil,
      alertId: string().key(),
      version: number(),
      alert: any().castAs<Alert>(),
      listed: any().castAs<ListedPupil>(),
      ttl: endOfKeeping(),
    }),
    computeKey: ({ alertId, ...key }) => ({ pk: pupilPartition(key), sk: `ALERT#${alertId}` }),
  });

/** The same on the list of the school, as long as there is something to do. */
export const openAlertEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "open-alert",
    table,
    schema: item({
      ...pupil,
      alertId: string().key(),
      alert: any().castAs<Alert>(),
      listed: any().castAs<ListedPupil>(),
      ttl: endOfKeeping(),
    }),
    computeKey: ({ schoolId, schoolYear, pupilId, alertId }) => ({
      pk: openPartition(schoolId, schoolYear, "ALERTS"),
      sk: `${pupilId}#${alertId}`,
    }),
  });

/** What the school does about a pupil's absences, in their own collection. */
export const caseEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "absence-case",
    table,
    schema: item({ ...pupil, version: number(), known: any().castAs<AbsenceCase>(), ttl: endOfKeeping() }),
    computeKey: (key) => ({ pk: pupilPartition(key), sk: "CASE" }),
  });

/** The same on the list of the school, until it is closed. */
export const openCaseEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "open-case",
    table,
    schema: item({
      ...pupil,
      known: any().castAs<AbsenceCase>(),
      listed: any().castAs<ListedPupil>(),
      ttl: endOfKeeping(),
    }),
    computeKey: ({ schoolId, schoolYear, pupilId }) => ({
      pk: openPartition(schoolId, schoolYear, "CASES"),
      sk: pupilId,
    }),
  });

/** From how many absences the school is told. */
export const thresholdsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "thresholds",
    table,
    schema: item({ ...school, version: number(), thresholds: any().castAs<readonly Threshold[]>() }),
    computeKey: ({ schoolId, schoolYear }) => ({
      pk: schoolKey(schoolId, schoolYear, "SETTINGS", "alerts"),
      sk: "CURRENT",
    }),
  });
