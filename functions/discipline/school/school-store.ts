import { type Sectors, sharedByAll } from "@preau/policy";
import { commit, type OpenTable, olderThan, schoolKey, unlessNewer, type Write } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { SchoolYear } from "../entities.ts";
import { decisionEntity, taughtEntity } from "./entities.ts";
import { type Delegations, noDelegations, type Settings, usualSettings } from "./settings.ts";

/** Everything the school has decided that says who may do what. */
export interface Decided {
  readonly settings: Settings;
  readonly delegations: Delegations;
  readonly sectors: Sectors;
}

interface Teacher extends SchoolYear {
  readonly teacherId: string;
}

/** What the school has decided, and whom its teachers teach. */
export const openSchoolStore = (table: OpenTable) => {
  const DecisionItem = decisionEntity(table);
  const TaughtItem = taughtEntity(table);

  const lastYears = async ({ schoolId, schoolYear }: SchoolYear): Promise<Settings> => {
    const key = { schoolId, schoolYear: schoolYear - 1, place: "SETTINGS" };
    const { Item } = await DecisionItem.build(GetItemCommand).key(key).send();
    return Item === undefined ? usualSettings : { ...(Item.decision as Settings), version: 0, setAt: null };
  };

  return {
    /** Settings, signatures and sectors in one read; settings not made this year are last year's. */
    decided: async (year: SchoolYear): Promise<Decided> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(DecisionItem)
        .query({
          partition: schoolKey(year.schoolId, year.schoolYear, "SETTINGS", "discipline"),
          range: { between: ["DELEGATIONS", "SETTINGS"] },
        })
        .send();
      const at = new Map(Items.map(({ place, decision }) => [place, decision]));
      return {
        settings: (at.get("SETTINGS") as Settings | undefined) ?? (await lastYears(year)),
        delegations: (at.get("DELEGATIONS") as Delegations | undefined) ?? noDelegations,
        sectors: (at.get("SECTORS") as Sectors | undefined) ?? sharedByAll,
      };
    },
    /** Keeps a decision, and beside it this very version for those who ask later. @throws LostRace */
    decide: (
      year: SchoolYear,
      place: "SETTINGS" | "DELEGATIONS",
      decision: Settings | Delegations,
      remembered: Write,
    ): Promise<void> => {
      const { version } = decision;
      const put = (where: string) =>
        DecisionItem.build(PutTransaction).item({ ...year, place: where, version, decision });
      const first = { attr: "version" as const, exists: false as const };
      return commit(
        put(place).options({ condition: version === 1 ? first : { attr: "version", eq: version - 1 } }),
        put(`VERSION#${place}#${String(version).padStart(6, "0")}`).options({ condition: first }),
        remembered,
      );
    },
    /** Keeps the sectors as the directory tells them, unless later ones are known. */
    keepSectors: (year: SchoolYear, version: number, sectors: Sectors) =>
      unlessNewer(
        DecisionItem.build(PutItemCommand)
          .item({ ...year, place: "SECTORS", version, decision: sectors })
          .options({ condition: olderThan(version) })
          .send(),
      ),
    keepTaught: (teacher: Teacher, weekday: number, version: number, audienceIds: readonly string[]) =>
      unlessNewer(
        TaughtItem.build(PutItemCommand)
          .item({ ...teacher, weekday, version, audienceIds })
          .options({ condition: olderThan(version) })
          .send(),
      ),
    /** The classes and groups somebody teaches. */
    taughtBy: async ({ schoolId, schoolYear, teacherId }: Teacher): Promise<ReadonlySet<string>> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(TaughtItem)
        .query({ partition: schoolKey(schoolId, schoolYear, "TEACHER", teacherId), range: { beginsWith: "DAY#" } })
        .send();
      return new Set(Items.flatMap(({ audienceIds }) => audienceIds));
    },
  };
};

export type SchoolStore = ReturnType<typeof openSchoolStore>;
