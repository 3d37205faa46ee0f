import { decodeCursor, encodeCursor, type OpenTable, schoolKey } from "@preau/store";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { Line, Year } from "../search/names-store.ts";
import type { Departure } from "./departure.ts";
import { departureEntity, erasureEntity } from "./entities.ts";
import type { Erasure } from "./erasure.ts";

const departuresOf = ({ schoolId, schoolYear }: Year): string => schoolKey(schoolId, schoolYear, "DEPARTURES", "LIST");
export const erasuresOf = ({ schoolId, schoolYear }: Year): string =>
  schoolKey(schoolId, schoolYear, "ERASURES", "LIST");

/** The line of somebody who goes, in the list of their school. */
export const departureLine = (year: Year, departure: Departure): Line => ({
  pk: departuresOf(year),
  sk: departure.personId,
  of: { kind: "departure", departure },
});

interface PageOf {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The access patterns of those who leave; the README's table gives their price. */
export const openDeparturesStore = (table: OpenTable) => {
  const DepartureItem = departureEntity(table);
  const ErasureItem = erasureEntity(table);
  const walk = (partition: string, { limit, cursor }: PageOf) => {
    const after = decodeCursor(cursor);
    return { limit, ...(after !== undefined && { exclusiveStartKey: { pk: partition, sk: after } }) };
  };
  return {
    /** Those who are leaving or have left, in a lasting order that says nothing. */
    list: async (year: Year, how: PageOf): Promise<{ items: readonly Departure[]; cursor: string | undefined }> => {
      const partition = departuresOf(year);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(DepartureItem)
        .query({ partition })
        .options(walk(partition, how))
        .send();
      return {
        items: Items.map(({ departure }) => departure),
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
    /** Those erased in the last months, ids only, the latest last. */
    erased: async (year: Year, how: PageOf): Promise<{ items: readonly Erasure[]; cursor: string | undefined }> => {
      const partition = erasuresOf(year);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(ErasureItem)
        .query({ partition })
        .options(walk(partition, how))
        .send();
      return {
        items: Items.map(({ erasure }) => erasure),
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
  };
};

export type DeparturesStore = ReturnType<typeof openDeparturesStore>;
