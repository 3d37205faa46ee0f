import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { Authority, SchoolFigures } from "../authorities-contract.ts";

/** A territory has some tens of authorities: one partition, read rarely. */
export const AUTHORITIES = "TERRITORY#AUTHORITIES";

export const authorityEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "authority",
    table,
    schema: item({
      authorityId: string().key(),
      settings: any().castAs<Omit<Authority, "authorityId" | "version">>(),
      version: number(),
    }),
    computeKey: ({ authorityId }: { authorityId: string }) => ({ pk: AUTHORITIES, sk: `AUTHORITY#${authorityId}` }),
  });

/** The figures of a school, counted once a day for whoever asks. */
export const figuresEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "figures",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      figures: any().castAs<SchoolFigures>(),
      ttl: number(),
    }),
    computeKey: ({ schoolId, schoolYear }: { schoolId: string; schoolYear: number }) => ({
      pk: schoolKey(schoolId, schoolYear, "FIGURES", "DAY"),
      sk: "FIGURES",
    }),
  });
