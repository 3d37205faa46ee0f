import { commit, decodeCursor, encodeCursor, expiresAfter, type OpenTable, orLostRace, type Write } from "@preau/store";
import { putAll } from "@preau/store/batches";
import { BatchPutRequest } from "dynamodb-toolbox/entity/actions/batchPut";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { ImportId, ImportIssue } from "./contract.ts";
import { importEntity, issueEntity } from "./entities.ts";
import type { ImportJob } from "./import-job.ts";

/** Reports name join ids: they are kept for a term, not for ever. */
const KEPT_DAYS = 120;

/** The access patterns of imports and their reports. */
export const openImportStore = (table: OpenTable) => {
  const ImportEntity = importEntity(table);
  const IssueEntity = issueEntity(table);
  const itemOf = ({ importId, state, version, ...job }: ImportJob) => ({
    importId,
    state,
    version,
    job,
    ttl: expiresAfter(KEPT_DAYS, new Date(job.createdAt)),
  });
  const after = (job: ImportJob): ImportJob => ({ ...job, version: job.version + 1 });
  /** Nobody may have changed the job since it was read. */
  const unchanged = (job: ImportJob) => ({ condition: { attr: "version" as const, eq: job.version } });
  return {
    /** Opens an import together with the reply it is announced by. */
    create: (job: ImportJob, reply: Write): Promise<void> =>
      commit(
        ImportEntity.build(PutTransaction)
          .item(itemOf(job))
          .options({ condition: { attr: "version", exists: false } }),
        reply,
      ),
    /** Moves a job on together with the reply that says so; `LostRace` when somebody else did. */
    moveWith: (job: ImportJob, reply: Write): Promise<void> =>
      commit(
        ImportEntity.build(PutTransaction)
          .item(itemOf(after(job)))
          .options(unchanged(job)),
        reply,
      ),
    /** Moves a job on and gives it as it now is; `LostRace` when somebody else did. */
    move: async (job: ImportJob): Promise<ImportJob> => {
      await orLostRace(
        ImportEntity.build(PutItemCommand)
          .item(itemOf(after(job)))
          .options(unchanged(job))
          .send(),
      );
      return after(job);
    },
    find: async (importId: ImportId): Promise<ImportJob | undefined> => {
      const { Item } = await ImportEntity.build(GetItemCommand).key({ importId }).options({ consistent: true }).send();
      return Item && { ...Item.job, importId, state: Item.state, version: Item.version };
    },
    /** Writes lines of a report, numbered from `first`: the same lines again change nothing. */
    putIssues: (importId: ImportId, first: number, issues: readonly ImportIssue[], now: Date): Promise<void> =>
      putAll(
        table,
        issues.map((issue, index) =>
          IssueEntity.build(BatchPutRequest).item({
            importId,
            number: first + index,
            issue,
            ttl: expiresAfter(KEPT_DAYS, now),
          }),
        ),
      ),
    issuesOf: async (importId: ImportId, { limit, cursor }: { limit: number; cursor?: string | undefined }) => {
      const from = decodeCursor(cursor);
      const partition = `IMPORT#${importId}`;
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(IssueEntity)
        .query({ partition, range: { beginsWith: "ISSUE#" } })
        .options({ limit, ...(from !== undefined && { exclusiveStartKey: { pk: partition, sk: from } }) })
        .send();
      return {
        items: Items.map(({ issue }) => issue as ImportIssue),
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
  };
};

export type ImportStore = ReturnType<typeof openImportStore>;
