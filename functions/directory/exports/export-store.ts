import {
  commit,
  decodeCursor,
  encodeCursor,
  expiresAfter,
  type OpenTable,
  orLostRace,
  unlessNewer,
  type Write,
} from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { ExportId, GarSettings } from "../exports-contract.ts";
import { exportEntity, exportsPartition, garSettingsEntity } from "./entities.ts";
import type { ExportJob, Owner } from "./export-job.ts";

/** Who took what out of the directory is known for a year; the files themselves go after thirty days. */
const KEPT_DAYS = 366;

interface ExportKey {
  readonly owner: Owner;
  readonly schoolYear: number;
  readonly exportId: ExportId;
}

/** The access patterns of exports. */
export const openExportStore = (table: OpenTable) => {
  const ExportEntity = exportEntity(table);
  const GarSettingsEntity = garSettingsEntity(table);
  const itemOf = ({ owner, schoolYear, exportId, state, version, ...job }: ExportJob) => ({
    owner,
    schoolYear,
    exportId,
    state,
    version,
    job,
    ttl: expiresAfter(KEPT_DAYS, new Date(job.createdAt)),
  });
  const isNew = { condition: { attr: "version" as const, exists: false as const } };
  return {
    /** Keeps a request together with the reply it is announced by. */
    create: (job: ExportJob, reply: Write): Promise<void> =>
      commit(ExportEntity.build(PutTransaction).item(itemOf(job)).options(isNew), reply),
    /** Keeps a request that nobody waits for; asked twice, it is one. */
    createOnce: (job: ExportJob): Promise<boolean> =>
      unlessNewer(ExportEntity.build(PutItemCommand).item(itemOf(job)).options(isNew).send()),
    /** Moves a job on; `LostRace` when somebody else did. */
    move: async (job: ExportJob): Promise<void> => {
      const { version } = job;
      await orLostRace(
        ExportEntity.build(PutItemCommand)
          .item(itemOf({ ...job, version: version + 1 }))
          .options({ condition: { attr: "version", eq: version } })
          .send(),
      );
    },
    find: async (key: ExportKey): Promise<ExportJob | undefined> => {
      const { Item } = await ExportEntity.build(GetItemCommand).key(key).options({ consistent: true }).send();
      return Item && { ...Item.job, ...key, state: Item.state, version: Item.version };
    },
    /** The files of a school in a year, the latest first. */
    exportsOf: async (
      { owner, schoolYear }: Omit<ExportKey, "exportId">,
      { limit, cursor }: { limit: number; cursor?: string | undefined },
    ): Promise<{ items: readonly ExportJob[]; cursor: string | undefined }> => {
      const from = decodeCursor(cursor);
      const partition = exportsPartition(owner, schoolYear);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(ExportEntity)
        .query({ partition, range: { beginsWith: "EXPORT#" } })
        .options({
          reverse: true,
          limit,
          ...(from !== undefined && { exclusiveStartKey: { pk: partition, sk: from } }),
        })
        .send();
      return {
        items: Items.map(({ job, exportId, state, version }) => ({
          ...job,
          owner,
          schoolYear,
          exportId: exportId as ExportId,
          state,
          version,
        })),
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
    garSettings: async (): Promise<GarSettings | undefined> => {
      const { Item } = await GarSettingsEntity.build(GetItemCommand).key({ id: "GAR" }).send();
      return Item?.settings;
    },
    keepGarSettings: (settings: GarSettings, reply: Write): Promise<void> =>
      commit(GarSettingsEntity.build(PutTransaction).item({ id: "GAR", settings }), reply),
  };
};

export type ExportStore = ReturnType<typeof openExportStore>;
