import { commit, expiresAfter, type OpenTable, type Write } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { incidentEntity, lineEntity, partEntity } from "../entities.ts";
import { lineOfIncident } from "../journal/line.ts";
import { schoolYearOfId } from "../yearly-id.ts";
import { incidentLastsUntil, incidentOf, type KeptIncident } from "./incident.ts";

/** Reads and writes incidents, and their traces in the files of those who had a part in them. */
export const openIncidentStore = (table: OpenTable) => {
  const IncidentItem = incidentEntity(table);
  const PartItem = partEntity(table);
  const LineItem = lineEntity(table);
  return {
    /** An incident by its id, which says of which year it is; consistent. */
    find: async (schoolId: string, incidentId: string): Promise<KeptIncident | undefined> => {
      const { Item } = await IncidentItem.build(GetItemCommand)
        .key({ schoolId, schoolYear: schoolYearOfId(incidentId), incidentId })
        .options({ consistent: true })
        .send();
      return Item?.kept;
    },
    /** Keeps an incident with one step more. @throws LostRace when another step came first. */
    keep: (kept: KeptIncident, remembered: Write): Promise<void> => {
      const { schoolId, schoolYear, incidentId, day } = kept.head;
      const version = kept.steps.length;
      const { type } = incidentOf(kept);
      const told = version === 1 || kept.steps.at(-1)?.step === "amend";
      const ttl = expiresAfter(0, new Date(`${incidentLastsUntil(day)}T00:00:00Z`));
      return commit(
        IncidentItem.build(PutTransaction)
          .item({ schoolId, schoolYear, incidentId, version, kept, ttl })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          }),
        LineItem.build(PutTransaction).item({
          schoolId,
          schoolYear,
          lineKind: "INCIDENT",
          day,
          id: incidentId,
          version,
          line: lineOfIncident(kept),
        }),
        ...(told ? kept.protagonists : []).flatMap(({ pupilId, role }) =>
          pupilId === undefined
            ? []
            : [
                PartItem.build(PutTransaction).item({
                  schoolId,
                  schoolYear,
                  pupilId,
                  incidentId,
                  day,
                  type,
                  role,
                  ttl,
                }),
              ],
        ),
        remembered,
      );
    },
  };
};

export type IncidentStore = ReturnType<typeof openIncidentStore>;
