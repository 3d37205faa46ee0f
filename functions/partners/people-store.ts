import type { PersonFacts } from "@preau/formats/partner-attributes";
import { keepTogether, type OpenTable, olderThan } from "@preau/store";
import { getAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { personEntity } from "./entities.ts";

export interface PersonKey {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly personId: string;
}

/** What the directory said of people, for the services that may be told. */
export const openPeopleStore = (table: OpenTable) => {
  const PersonEntity = personEntity(table);
  return {
    keep: (people: readonly (PersonKey & PersonFacts & { readonly version: number })[]): Promise<void> =>
      keepTogether(
        people.map((person) =>
          PersonEntity.build(PutTransaction)
            .item(person)
            .options({ condition: olderThan(person.version) }),
        ),
      ),
    /** Those of the people that the directory knows. */
    find: async (keys: readonly PersonKey[]): Promise<readonly PersonFacts[]> => {
      const requests = keys.map((key) => PersonEntity.build(BatchGetRequest).key(key));
      return (await getAll<PersonFacts>(table, requests)).filter((person) => person !== undefined);
    },
  };
};

export type PeopleStore = ReturnType<typeof openPeopleStore>;
