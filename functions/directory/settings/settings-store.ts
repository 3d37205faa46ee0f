import { commit, type OpenTable, type Write } from "@preau/store";
import { getAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { settingEntity } from "./entities.ts";
import { type SchoolSettings, type Subject, USUAL } from "./school-settings.ts";

interface Year {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** A setting as it is kept; version 0 when nobody decided anything yet. */
export interface Kept<S extends Subject> {
  readonly value: SchoolSettings[S];
  readonly version: number;
  readonly changedAt?: string | undefined;
}

export interface Decision<S extends Subject = Subject> extends Year {
  readonly subject: S;
  readonly value: SchoolSettings[S];
  /** The version that was read. */
  readonly version: number;
  readonly by: string;
  readonly at: Date;
}

/** The access patterns of what schools decide: 0.5 RRU a subject, 1 to 4 WRU (twice that in a transaction). */
export const openSettingsStore = (table: OpenTable) => {
  const Setting = settingEntity(table);
  const keptOf = <S extends Subject>(subject: S, item: object | undefined): Kept<S> =>
    (item as Kept<S> | undefined) ?? { value: USUAL[subject], version: 0 };
  const writeOf = ({ schoolId, schoolYear, subject, value, version, by, at }: Decision): Write =>
    Setting.build(PutTransaction)
      .item({ schoolId, schoolYear, subject, value, version: version + 1, changedAt: at.toISOString(), changedBy: by })
      .options({ condition: version === 0 ? { attr: "version", exists: false } : { attr: "version", eq: version } });
  return {
    find: async <S extends Subject>({ schoolId, schoolYear }: Year, subject: S): Promise<Kept<S>> => {
      const { Item } = await Setting.build(GetItemCommand).key({ schoolId, schoolYear, subject }).send();
      return keptOf(subject, Item);
    },
    /** Several subjects in one round trip, in the order asked. */
    findAll: async (year: Year, subjects: readonly Subject[]): Promise<readonly Kept<Subject>[]> => {
      const { schoolId, schoolYear } = year;
      const requests = subjects.map((subject) => Setting.build(BatchGetRequest).key({ schoolId, schoolYear, subject }));
      const found = await getAll<object>(table, requests, { consistent: true });
      return subjects.map((subject, index) => keptOf(subject, found[index]));
    },
    /** Keeps decisions, all or none, with whatever must be written beside. @throws LostRace when one was changed since it was read. */
    keep: (decisions: readonly Decision[], ...beside: readonly Write[]): Promise<void> =>
      commit(...decisions.map(writeOf), ...beside),
  };
};

export type SettingsStore = ReturnType<typeof openSettingsStore>;
