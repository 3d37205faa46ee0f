import type { SchoolId } from "@preau/contract";
import { commit, decodeCursor, encodeCursor, expiresAfter, type OpenTable, orLostRace, type Write } from "@preau/store";
import { putAll } from "@preau/store/batches";
import { BatchPutRequest } from "dynamodb-toolbox/entity/actions/batchPut";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { ImportId, ImportIssue } from "./contract.ts";
import { importEntity, importSchoolEntity, issueEntity } from "./entities.ts";
import type { ImportJob, SchoolProgress } from "./import-job.ts";

/** Reports name join ids: they are kept for a term, not for ever. */
const KEPT_DAYS = 120;

interface PageOf {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The access patterns of imports, their schools and their reports. */
export const openImportStore = (table: OpenTable) => {
  const ImportEntity = importEntity(table);
  const IssueEntity = issueEntity(table);
  const SchoolEntity = importSchoolEntity(table);
  /** A page of the items of an import whose sort key begins so. */
  const pageOf = async <E extends typeof IssueEntity | typeof SchoolEntity>(
    entity: E,
    importId: ImportId,
    beginsWith: string,
    { limit, cursor }: PageOf,
  ) => {
    const from = decodeCursor(cursor);
    const partition = `IMPORT#${importId}`;
    const { Items = [], LastEvaluatedKey } = await table
      .build(QueryCommand)
      .entities(entity)
      .query({ partition, range: { beginsWith } })
      .options({ limit, ...(from !== undefined && { exclusiveStartKey: { pk: partition, sk: from } }) })
      .send();
    return { items: Items, cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined) };
  };
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
    issuesOf: async (importId: ImportId, how: PageOf) => {
      const { items, cursor } = await pageOf(IssueEntity, importId, "ISSUE#", how);
      return { items: items.map(({ issue }) => issue as ImportIssue), cursor };
    },
    putSchool: async (importId: ImportId, schoolId: SchoolId, progress: SchoolProgress, now: Date): Promise<void> => {
      const ttl = expiresAfter(KEPT_DAYS, now);
      await SchoolEntity.build(PutItemCommand).item({ importId, schoolId, progress, ttl }).send();
    },
    findSchool: async (importId: ImportId, schoolId: SchoolId): Promise<SchoolProgress | undefined> => {
      const { Item } = await SchoolEntity.build(GetItemCommand)
        .key({ importId, schoolId })
        .options({ consistent: true })
        .send();
      return Item?.progress;
    },
    schoolsOf: async (importId: ImportId, how: PageOf) => {
      const { items, cursor } = await pageOf(SchoolEntity, importId, "SCHOOL#", how);
      return { items: items.map(({ schoolId, progress }) => ({ schoolId: schoolId as SchoolId, progress })), cursor };
    },
  };
};

export type ImportStore = ReturnType<typeof openImportStore>;
