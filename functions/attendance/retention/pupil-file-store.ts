import { type OpenTable, plainEntity } from "@preau/store";
import { writeAll } from "@preau/store/batches";
import { Entity } from "dynamodb-toolbox/entity";
import { BatchDeleteRequest } from "dynamodb-toolbox/entity/actions/batchDelete";
import { item } from "dynamodb-toolbox/schema/item";
import { string } from "dynamodb-toolbox/schema/string";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { openAlertEntity, openCaseEntity } from "../alerts/entities.ts";
import type { PupilKey } from "../pupil-day/day-store.ts";
import { membershipEntity, presenceEntity, pupilPartition } from "../pupil-day/entities.ts";
import { listedStatementEntity, statementRecordEntity } from "../statements/entities.ts";
import { tallyEntity } from "../tallies/entities.ts";

/** Any line of a pupil's collection, by its key alone. */
const lineEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "line",
    table,
    schema: item({ pk: string().key(), sk: string().key() }),
  });

/** A pupil's file of one year, to be erased with what lists and class books say of it. */
export const openPupilFileStore = (table: OpenTable) => {
  const Line = lineEntity(table);
  const Presence = presenceEntity(table);
  const Member = membershipEntity(table);
  const Record = statementRecordEntity(table);
  const Listed = listedStatementEntity(table);
  const OpenAlert = openAlertEntity(table);
  const OpenCase = openCaseEntity(table);
  const Tally = tallyEntity(table);

  const keysOf = async (key: PupilKey): Promise<readonly string[]> => {
    const { Items = [] } = await table
      .build(QueryCommand)
      .query({ partition: pupilPartition(key) })
      .options({ maxPages: Number.POSITIVE_INFINITY, consistent: true, attributes: ["sk"] })
      .send();
    return Items.map(({ sk }) => String(sk));
  };
  const linesOf =
    <E extends typeof Presence | typeof Member | typeof Record>(entity: E, prefix: string) =>
    (key: PupilKey) =>
      table
        .build(QueryCommand)
        .entities(entity)
        .query({ partition: pupilPartition(key), range: { beginsWith: prefix } })
        .options({ maxPages: Number.POSITIVE_INFINITY, consistent: true })
        .send();
  const presences = linesOf(Presence, "PRESENCE#");
  const memberships = linesOf(Member, "MEMBER#");
  const records = linesOf(Record, "STATEMENT#");

  return {
    /** The statements to which a family attached a proof. */
    proofsOf: async (key: PupilKey): Promise<readonly string[]> => {
      const { Items = [] } = await records(key);
      return Items.flatMap(({ statementId, record }) => (record.proof === undefined ? [] : [statementId]));
    },
    /**
     * Erases what is kept of a pupil's year, but for the lessons at which they were marked, which lead to the registers. Lists and class
     * books first, since the file leads to them: interrupted, it is done again.
     */
    eraseFile: async (key: PupilKey): Promise<void> => {
      const { pupilId, ...school } = key;
      const [keys, days, members, said] = await Promise.all([
        keysOf(key),
        presences(key),
        memberships(key),
        records(key),
      ]);
      const classes = (members.Items ?? []).filter(({ kind }) => kind === "class");
      const alertIds = keys.filter((sk) => sk.startsWith("ALERT#")).map((sk) => sk.slice("ALERT#".length));
      await writeAll(table, [
        ...(days.Items ?? []).flatMap(({ day }) =>
          classes.map(({ audienceId }) =>
            Tally.build(BatchDeleteRequest).key({ ...school, classId: audienceId, day, pupilId }),
          ),
        ),
        ...(said.Items ?? []).flatMap(({ statementId, record }) =>
          (["OPEN", "TREATED"] as const).map((list) =>
            Listed.build(BatchDeleteRequest).key({ ...school, pupilId, statementId, list, begins: record.from.day }),
          ),
        ),
        ...alertIds.map((alertId) => OpenAlert.build(BatchDeleteRequest).key({ ...key, alertId })),
        ...(keys.includes("CASE") ? [OpenCase.build(BatchDeleteRequest).key(key)] : []),
      ]);
      const lines = keys.filter((sk) => !sk.startsWith("LESSON#"));
      await writeAll(
        table,
        lines.map((sk) => Line.build(BatchDeleteRequest).key({ pk: pupilPartition(key), sk })),
      );
    },
  };
};

export type PupilFileStore = ReturnType<typeof openPupilFileStore>;
