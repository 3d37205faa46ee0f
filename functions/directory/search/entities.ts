import { type OpenTable, plainEntity } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { string } from "dynamodb-toolbox/schema/string";
import type { StaffLine } from "./staff-line.ts";

/** Keys are stored once, as keys: what a search reads is counted in tens of bytes a line. */
const keyed = { pk: string().key(), sk: string().key() };

/** A name under one of its words. The person's id ends the sort key. */
export const nameEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "name",
    table,
    schema: item({
      ...keyed,
      familyName: string().savedAs("f"),
      givenName: string().savedAs("g"),
      roles: string().savedAs("r"),
      classId: string().optional().savedAs("k"),
      classCode: string().optional().savedAs("c"),
    }),
  });

/** One member of the staff in the list of a school, in the order of names. */
export const staffEntity = (table: OpenTable) =>
  new Entity({ ...plainEntity, name: "staff", table, schema: item({ ...keyed, line: any().castAs<StaffLine>() }) });

/** A school and year the directory knows: the list that jobs over all schools walk. */
export const knownSchoolEntity = (table: OpenTable) =>
  new Entity({ ...plainEntity, name: "known-school", table, schema: item({ ...keyed, name: string() }) });
