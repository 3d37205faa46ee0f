import { commit, type OpenTable } from "@preau/store";
import { writeAll } from "@preau/store/batches";
import { BatchDeleteRequest } from "dynamodb-toolbox/entity/actions/batchDelete";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import {
  detentionEntity,
  incidentEntity,
  lineEntity,
  measureEntity,
  membershipEntity,
  type PupilKey,
  partEntity,
  pupilPartition,
} from "./entities.ts";
import type { KeptIncident } from "./incidents/incident.ts";
import { lineOfIncident } from "./journal/line.ts";
import { slotsOf } from "./measures/measure.ts";

const withoutPupil = (kept: KeptIncident, pupilId: string): KeptIncident => ({
  ...kept,
  protagonists: kept.protagonists.map((one) =>
    one.pupilId === pupilId ? { role: one.role, name: "Élève effacé" } : one,
  ),
});

/** What discipline holds of a pupil, to be erased or made nameless. */
export const openErasureStore = (table: OpenTable) => {
  const MeasureItem = measureEntity(table);
  const PartItem = partEntity(table);
  const MembershipItem = membershipEntity(table);
  const IncidentItem = incidentEntity(table);
  const LineItem = lineEntity(table);
  const DetentionItem = detentionEntity(table);
  const fileOf = async (key: PupilKey) => {
    const { Items = [] } = await table
      .build(QueryCommand)
      .entities(MeasureItem, PartItem, MembershipItem)
      .query({ partition: pupilPartition(key) })
      .options({ maxPages: Number.POSITIVE_INFINITY })
      .send();
    return {
      measures: Items.flatMap((one) => ("kept" in one ? [one] : [])),
      parts: Items.flatMap((one) => ("role" in one ? [one] : [])),
      memberships: Items.flatMap((one) => ("member" in one ? [one] : [])),
    };
  };
  return {
    /** Whether the pupil came back: a later roster than `version` has them. */
    attendsSince: async (key: PupilKey, version: number): Promise<boolean> =>
      (await fileOf(key)).memberships.some((one) => one.member && one.version > version),
    incidentsOf: async (key: PupilKey): Promise<readonly string[]> =>
      (await fileOf(key)).parts.map(({ incidentId }) => incidentId),
    /** Takes a pupil’s name out of an incident, under the same version. @throws LostRace when somebody writes at the same time. */
    forgetIn: async ({ schoolId, schoolYear, pupilId }: PupilKey, incidentId: string): Promise<void> => {
      const key = { schoolId, schoolYear, incidentId };
      const { Item } = await IncidentItem.build(GetItemCommand).key(key).options({ consistent: true }).send();
      if (Item === undefined) return;
      const { version, ttl } = Item;
      const kept = withoutPupil(Item.kept, pupilId);
      const { day } = kept.head;
      const line = { schoolId, schoolYear, lineKind: "INCIDENT" as const, day, id: incidentId, version };
      await commit(
        IncidentItem.build(PutTransaction)
          .item({ ...key, version, kept, ttl })
          .options({ condition: { attr: "version", eq: version } }),
        LineItem.build(PutTransaction).item({ ...line, line: lineOfIncident(kept) }),
      );
    },
    /** Deletes the file of a school year; the lines of the journal lose their names as the deletions are followed. */
    eraseFile: async (key: PupilKey): Promise<void> => {
      const { measures, parts, memberships } = await fileOf(key);
      await writeAll(table, [
        ...measures.flatMap(({ measureId, kept }) => [
          MeasureItem.build(BatchDeleteRequest).key({ ...key, measureId }),
          ...slotsOf(kept.steps)
            .slice(-1)
            .map(({ day, start }) => {
              const { schoolId, schoolYear } = key;
              return DetentionItem.build(BatchDeleteRequest).key({ schoolId, schoolYear, day, start, measureId });
            }),
        ]),
        ...parts.map(({ incidentId }) => PartItem.build(BatchDeleteRequest).key({ ...key, incidentId })),
        ...memberships.map(({ audienceId }) => MembershipItem.build(BatchDeleteRequest).key({ ...key, audienceId })),
      ]);
    },
  };
};

export type ErasureStore = ReturnType<typeof openErasureStore>;
