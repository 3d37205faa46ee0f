import { commit, decodeCursor, encodeCursor, type OpenTable, type Write } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { DeleteTransaction } from "dynamodb-toolbox/entity/actions/transactDelete";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { PupilKey } from "../pupil-day/day-store.ts";
import { type AbsenceCase, stageOf } from "./case.ts";
import { caseEntity, openCaseEntity, openPartition } from "./entities.ts";
import type { ListedPupil } from "./listed-pupil.ts";

/** A case and whom it is about. */
export interface KeptCase {
  readonly pupilId: string;
  readonly known: AbsenceCase;
  readonly listed: ListedPupil;
}

/** What schools do about repeated absences. */
export const openCaseStore = (table: OpenTable) => {
  const CaseItem = caseEntity(table);
  const OpenCase = openCaseEntity(table);
  return {
    find: async (key: PupilKey): Promise<AbsenceCase | undefined> => {
      const { Item } = await CaseItem.build(GetItemCommand).key(key).options({ consistent: true }).send();
      return Item?.known;
    },
    /** @throws LostRace when somebody else took a step meanwhile. */
    keep: (key: PupilKey, known: AbsenceCase, listed: ListedPupil, remembered: Write): Promise<void> => {
      const { version } = known;
      return commit(
        CaseItem.build(PutTransaction)
          .item({ ...key, version, known })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          }),
        stageOf(known) === "closed"
          ? OpenCase.build(DeleteTransaction).key(key)
          : OpenCase.build(PutTransaction).item({ ...key, known, listed }),
        remembered,
      );
    },
    /** A page of the cases under way. */
    page: async (
      { schoolId, schoolYear }: Omit<PupilKey, "pupilId">,
      { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
    ): Promise<{ readonly items: readonly KeptCase[]; readonly cursor: string | undefined }> => {
      const partition = openPartition(schoolId, schoolYear, "CASES");
      const after = decodeCursor(cursor);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(OpenCase)
        .query({ partition })
        .options({ limit, ...(after !== undefined && { exclusiveStartKey: { pk: partition, sk: after } }) })
        .send();
      return {
        items: Items.map(({ pupilId, known, listed }) => ({ pupilId, known, listed })),
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
  };
};

export type CaseStore = ReturnType<typeof openCaseStore>;
