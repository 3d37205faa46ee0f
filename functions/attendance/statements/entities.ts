import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { endOfKeeping } from "../kept-entities.ts";
import { pupilPartition } from "../pupil-day/entities.ts";
import type { StatementRecord } from "./statement.ts";

export const statementsPartition = (schoolId: string, schoolYear: number, list: "OPEN" | "TREATED"): string =>
  schoolKey(schoolId, schoolYear, "STATEMENTS", list);

const record = {
  schoolId: string().key(),
  schoolYear: number().key(),
  pupilId: string().key(),
  statementId: string().key(),
  version: number(),
  record: any().castAs<Omit<StatementRecord, "statementId" | "pupilId" | "version">>(),
  ttl: endOfKeeping(),
};

/** A statement in the pupil's own collection. */
export const statementRecordEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "statement-record",
    table,
    schema: item(record),
    computeKey: ({ statementId, ...key }) => ({ pk: pupilPartition(key), sk: `STATEMENT#${statementId}` }),
  });

/** The same on a list of the school, by the day the absence begins: those to treat, and those that were. */
export const listedStatementEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "listed-statement",
    table,
    schema: item({ ...record, list: string().enum("OPEN", "TREATED").key(), begins: string().key() }),
    computeKey: ({ schoolId, schoolYear, list, begins, statementId }) => ({
      pk: statementsPartition(schoolId, schoolYear, list),
      sk: `${begins}#${statementId}`,
    }),
  });
