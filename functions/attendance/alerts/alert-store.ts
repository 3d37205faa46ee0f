import { commit, decodeCursor, encodeCursor, type OpenTable, type Write } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { ConditionCheck } from "dynamodb-toolbox/entity/actions/transactCheck";
import { DeleteTransaction } from "dynamodb-toolbox/entity/actions/transactDelete";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { PupilKey } from "../pupil-day/day-store.ts";
import { pupilPartition } from "../pupil-day/entities.ts";
import { figuresEntity } from "../tallies/entities.ts";
import { type Alert, isOpen } from "./alert.ts";
import { alertEntity, openAlertEntity, openPartition, thresholdsEntity } from "./entities.ts";
import type { ListedPupil } from "./listed-pupil.ts";
import { type Thresholds, unsetThresholds } from "./threshold.ts";

interface School {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** An alert and whom it is about. */
export interface KeptAlert {
  readonly pupilId: string;
  readonly alert: Alert;
  readonly listed: ListedPupil;
}

/** Alerts of pupils, the school's list of those that stand, and the thresholds behind them. */
export const openAlertStore = (table: OpenTable) => {
  const AlertItem = alertEntity(table);
  const OpenAlert = openAlertEntity(table);
  const FiguresItem = figuresEntity(table);
  const ThresholdsItem = thresholdsEntity(table);

  const writes = (school: School, { pupilId, alert, listed }: KeptAlert): readonly Write[] => {
    const { alertId, version } = alert;
    const key = { ...school, pupilId, alertId };
    return [
      AlertItem.build(PutTransaction)
        .item({ ...key, version, alert, listed })
        .options({
          condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
        }),
      isOpen(alert)
        ? OpenAlert.build(PutTransaction).item({ ...key, alert, listed })
        : OpenAlert.build(DeleteTransaction).key(key),
    ];
  };

  return {
    alertsOf: async (key: PupilKey): Promise<readonly KeptAlert[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(AlertItem)
        .query({ partition: pupilPartition(key), range: { beginsWith: "ALERT#" } })
        .options({ consistent: true, maxPages: 4 })
        .send();
      return Items.map(({ pupilId, alert, listed }) => ({ pupilId, alert, listed }));
    },
    /**
     * Keeps what the figures of one version make of an alert.
     * @throws LostRace when the figures, or the alert, have changed since they were read.
     */
    weigh: (school: School, kept: KeptAlert, figuresVersion: number): Promise<void> =>
      commit(
        ...writes(school, kept),
        FiguresItem.build(ConditionCheck)
          .key({ ...school, pupilId: kept.pupilId })
          .condition({ attr: "version", eq: figuresVersion }),
      ),
    /** @throws LostRace when somebody else moved it. */
    move: (school: School, kept: KeptAlert, remembered: Write): Promise<void> =>
      commit(...writes(school, kept), remembered),
    /** A page of the alerts that stand. */
    page: async (
      { schoolId, schoolYear }: School,
      { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
    ): Promise<{ readonly items: readonly KeptAlert[]; readonly cursor: string | undefined }> => {
      const partition = openPartition(schoolId, schoolYear, "ALERTS");
      const after = decodeCursor(cursor);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(OpenAlert)
        .query({ partition })
        .options({ limit, ...(after !== undefined && { exclusiveStartKey: { pk: partition, sk: after } }) })
        .send();
      return {
        items: Items.map(({ pupilId, alert, listed }) => ({ pupilId, alert, listed })),
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
    thresholds: async ({ schoolId, schoolYear }: School): Promise<Thresholds> => {
      const { Item } = await ThresholdsItem.build(GetItemCommand).key({ schoolId, schoolYear }).send();
      return Item === undefined ? unsetThresholds : { version: Item.version, thresholds: Item.thresholds };
    },
    /** @throws LostRace when somebody else has decided meanwhile. */
    setThresholds: (
      { schoolId, schoolYear }: School,
      { version, thresholds }: Thresholds,
      remembered: Write,
    ): Promise<void> =>
      commit(
        ThresholdsItem.build(PutTransaction)
          .item({ schoolId, schoolYear, version, thresholds })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          }),
        remembered,
      ),
  };
};

export type AlertStore = ReturnType<typeof openAlertStore>;
