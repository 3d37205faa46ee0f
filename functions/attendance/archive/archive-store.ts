import type { OpenTable } from "@preau/store";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { PupilKey } from "../pupil-day/day-store.ts";
import { factEntity, pupilPartition, statementEntity, treatmentEntity } from "../pupil-day/entities.ts";

/** Reads all that was said of a pupil's days in a year. */
export const openArchiveStore = (table: OpenTable) => {
  const FactItem = factEntity(table);
  const TreatmentItem = treatmentEntity(table);
  const StatementItem = statementEntity(table);
  return {
    saidOf: async (key: PupilKey) => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(FactItem, TreatmentItem, StatementItem)
        .query({ partition: pupilPartition(key), range: { beginsWith: "DAY#" } })
        .options({ maxPages: Number.POSITIVE_INFINITY })
        .send();
      return {
        facts: Items.flatMap((one) => ("fact" in one ? [{ day: one.day, id: one.id, ...one.fact }] : [])),
        treatments: Items.flatMap((one) =>
          "treatment" in one ? [{ day: one.day, id: one.id, ...one.treatment }] : [],
        ),
      };
    },
  };
};

export type ArchiveStore = ReturnType<typeof openArchiveStore>;
