import { type OpenTable, schoolKey } from "@preau/store";
import { writeAll } from "@preau/store/batches";
import { BatchDeleteRequest } from "dynamodb-toolbox/entity/actions/batchDelete";
import { BatchPutRequest } from "dynamodb-toolbox/entity/actions/batchPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { Departure } from "../life-cycle/departure.ts";
import { departureEntity } from "../life-cycle/entities.ts";
import { knownSchoolEntity, nameEntity, staffEntity } from "./entities.ts";
import type { Among, FoundName, NameEntry } from "./name-entries.ts";
import { sortName } from "./name-words.ts";
import type { StaffLine } from "./staff-line.ts";

export interface Year {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** Something kept beside the records, ready to be put or deleted. */
export interface Line {
  readonly pk: string;
  readonly sk: string;
  readonly of:
    | { readonly kind: "name"; readonly name: FoundName }
    | { readonly kind: "staff"; readonly line: StaffLine }
    | { readonly kind: "departure"; readonly departure: Departure }
    | { readonly kind: "school"; readonly name: string };
}

const LETTER = { everybody: "E", staff: "S" } as const;
const SCHOOLS = "SCHOOLS";
const partitionOf = ({ schoolId, schoolYear }: Year, among: Among, initials: string): string =>
  schoolKey(schoolId, schoolYear, "NAMES", `${LETTER[among]}${initials}`);
const staffPartition = ({ schoolId, schoolYear }: Year): string => schoolKey(schoolId, schoolYear, "STAFF", "LIST");

export const nameLine = (year: Year, { among, initials, sortKey, name }: NameEntry): Line => ({
  pk: partitionOf(year, among, initials),
  sk: sortKey,
  of: { kind: "name", name },
});
export const staffLine = (year: Year, line: StaffLine): Line => ({
  pk: staffPartition(year),
  sk: `${sortName(line)} ${line.personId}`,
  of: { kind: "staff", line },
});
export const schoolLine = ({ schoolId, schoolYear }: Year, name: string): Line => ({
  pk: SCHOOLS,
  sk: `${schoolId}#${schoolYear}`,
  of: { kind: "school", name },
});

interface Walk {
  readonly limit: number;
  /** The sort key after which the reading goes on. */
  readonly after?: string | undefined;
}

/** The access patterns of names, of the list of staff and of the list of schools; the README's table gives their price. */
export const openNamesStore = (table: OpenTable) => {
  const Name = nameEntity(table);
  const Staff = staffEntity(table);
  const KnownSchool = knownSchoolEntity(table);
  const DepartureItem = departureEntity(table);
  const walk = (partition: string, { limit, after }: Walk) => ({
    limit,
    ...(after !== undefined && { exclusiveStartKey: { pk: partition, sk: after } }),
  });
  const putOf = ({ pk, sk, of }: Line): BatchPutRequest => {
    if (of.kind === "staff") return Staff.build(BatchPutRequest).item({ pk, sk, line: of.line });
    if (of.kind === "departure") return DepartureItem.build(BatchPutRequest).item({ pk, sk, departure: of.departure });
    if (of.kind === "school") return KnownSchool.build(BatchPutRequest).item({ pk, sk, name: of.name });
    const { personId: _, roles, ...name } = of.name;
    return Name.build(BatchPutRequest).item({ pk, sk, ...name, roles: roles.join() });
  };
  return {
    /** Puts and deletes lines; of one named twice the last word holds. */
    write: (puts: readonly Line[], deletes: readonly Pick<Line, "pk" | "sk">[]): Promise<void> =>
      writeAll(table, [
        ...puts.map(putOf),
        ...deletes.map(({ pk, sk }) => Name.build(BatchDeleteRequest).key({ pk, sk })),
      ]),
    /** The lines under words that begin as asked, at most `limit` of them read; `last` when there may be more. */
    find: async (
      year: Year,
      { among, initials, prefix, ...how }: { among: Among; initials: string; prefix: string } & Walk,
    ) => {
      const partition = partitionOf(year, among, initials);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(Name)
        .query({ partition, range: { beginsWith: prefix } })
        .options(walk(partition, how))
        .send();
      const lines = Items.map(({ pk: _, sk, roles, ...name }) => ({
        sortKey: sk,
        name: { ...name, personId: `per_${sk.slice(sk.lastIndexOf(" ") + 1)}`, roles: roles.split(",") } as FoundName,
      }));
      return { lines, last: LastEvaluatedKey?.sk as string | undefined };
    },
    /** The staff of a school, in the order of names. */
    staffOf: async (
      year: Year,
      how: Walk,
    ): Promise<{ readonly lines: readonly StaffLine[]; readonly last: string | undefined }> => {
      const partition = staffPartition(year);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(Staff)
        .query({ partition })
        .options(walk(partition, how))
        .send();
      return { lines: Items.map(({ line }) => line), last: LastEvaluatedKey?.sk as string | undefined };
    },
    /** Schools and years the directory knows, in the order of their UAI. */
    schools: async (how: Walk) => {
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(KnownSchool)
        .query({ partition: SCHOOLS })
        .options(walk(SCHOOLS, how))
        .send();
      const years = Items.map(({ sk }): Year => {
        const [schoolId = "", schoolYear = ""] = sk.split("#");
        return { schoolId, schoolYear: Number(schoolYear) };
      });
      return { years, last: LastEvaluatedKey?.sk as string | undefined };
    },
  };
};

export type NamesStore = ReturnType<typeof openNamesStore>;
