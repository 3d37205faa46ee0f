import { commit, decodeCursor, encodeCursor, type OpenTable, type Write } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { DeleteTransaction } from "dynamodb-toolbox/entity/actions/transactDelete";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { PupilKey } from "../pupil-day/day-store.ts";
import { pupilPartition, statementEntity, treatmentEntity } from "../pupil-day/entities.ts";
import type { KeptStatement } from "../pupil-day/kept.ts";
import type { PlannedTreatment } from "../pupil-day/plan-treatment.ts";
import { listedStatementEntity, statementRecordEntity, statementsPartition } from "./entities.ts";
import type { StatementRecord } from "./statement.ts";

interface School {
  readonly schoolId: string;
  readonly schoolYear: number;
}

type Listed = "OPEN" | "TREATED";

/** Which statements of a list, and from where: those whose absence begins between two days. */
export interface StatementRange {
  readonly list: Listed;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const splitOf = ({ statementId, pupilId, version, ...record }: StatementRecord) => ({
  statementId,
  pupilId,
  version,
  record,
});

/** What families say of absences: in the pupil's collection, and on the school's lists as long as there is something to do, or after. */
export const openStatementStore = (table: OpenTable) => {
  const StatementItem = statementEntity(table);
  const TreatmentItem = treatmentEntity(table);
  const Record = statementRecordEntity(table);
  const Listed = listedStatementEntity(table);

  const put = (school: School, record: StatementRecord) =>
    Record.build(PutTransaction)
      .item({ ...school, ...splitOf(record) })
      .options({
        condition:
          record.version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: record.version - 1 },
      });
  const listed = (school: School, record: StatementRecord, list: Listed) =>
    Listed.build(PutTransaction).item({ ...school, ...splitOf(record), list, begins: record.from.day });
  const unlisted = (school: School, { statementId, pupilId, from }: StatementRecord) =>
    Listed.build(DeleteTransaction).key({ ...school, statementId, pupilId, list: "OPEN", begins: from.day });

  const treated = (key: PupilKey, { id, days, said }: { readonly id: string } & PlannedTreatment) =>
    days.map(({ day, ...part }) =>
      TreatmentItem.build(PutTransaction).item({ ...key, day, id, treatment: { ...said, ...part } }),
    );

  return {
    /** A new statement, on each of its days, in the file and on the list to treat: one transaction. */
    add: (
      { pupilId, ...school }: PupilKey,
      record: StatementRecord,
      days: readonly { readonly day: string; readonly statement: KeptStatement }[],
      ...remembered: readonly Write[]
    ): Promise<void> =>
      commit(
        put(school, record),
        listed(school, record, "OPEN"),
        ...days.map(({ day, statement }) =>
          StatementItem.build(PutTransaction).item({ ...school, pupilId, day, id: record.statementId, statement }),
        ),
        ...remembered,
      ),
    /** The same statement, a step further, still to treat. @throws LostRace when somebody else moved it. */
    change: (school: School, record: StatementRecord, remembered: Write): Promise<void> =>
      commit(put(school, record), listed(school, record, "OPEN"), remembered),
    /** The decision on a statement and the treatment it leads to: one transaction. @throws LostRace when it was decided meanwhile. */
    decide: (
      school: School,
      record: StatementRecord,
      treatment: ({ readonly id: string } & PlannedTreatment) | undefined,
      remembered: Write,
    ): Promise<void> =>
      commit(
        put(school, record),
        unlisted(school, record),
        listed(school, record, "TREATED"),
        ...(treatment === undefined ? [] : treated({ ...school, pupilId: record.pupilId }, treatment)),
        remembered,
      ),
    find: async (key: PupilKey, statementId: string): Promise<StatementRecord | undefined> => {
      const { Item } = await Record.build(GetItemCommand)
        .key({ ...key, statementId })
        .options({ consistent: true })
        .send();
      return Item && { ...Item.record, statementId, pupilId: key.pupilId, version: Item.version };
    },
    /** All that was said of a pupil in a year, the latest absence first. */
    ofPupil: async (key: PupilKey): Promise<readonly StatementRecord[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(Record)
        .query({ partition: pupilPartition(key), range: { beginsWith: "STATEMENT#" } })
        .options({ maxPages: 10 })
        .send();
      return Items.map(({ record, statementId, pupilId, version }) => ({
        ...record,
        statementId,
        pupilId,
        version,
      })).sort((a, b) => (a.from.day > b.from.day ? -1 : 1));
    },
    /** A page of a school's list, in the order the absences begin. */
    page: async (
      { schoolId, schoolYear }: School,
      { list, from, to, limit, cursor }: StatementRange,
    ): Promise<{ readonly items: readonly StatementRecord[]; readonly cursor: string | undefined }> => {
      const partition = statementsPartition(schoolId, schoolYear, list);
      const after = decodeCursor(cursor);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(Listed)
        .query({ partition, range: { between: [from, `${to}~`] } })
        .options({ limit, ...(after !== undefined && { exclusiveStartKey: { pk: partition, sk: after } }) })
        .send();
      return {
        items: Items.map(({ record, statementId, pupilId, version }) => ({ ...record, statementId, pupilId, version })),
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
  };
};

export type StatementStore = ReturnType<typeof openStatementStore>;
