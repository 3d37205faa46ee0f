import { type OpenTable, plainEntity } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { Departure } from "./departure.ts";
import type { Erasure } from "./erasure.ts";

const keyed = { pk: string().key(), sk: string().key() };

/** Somebody who goes, in the list of their school: kept beside the person's record, by the function that follows it. */
export const departureEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "departure",
    table,
    schema: item({ ...keyed, departure: any().castAs<Departure>() }),
  });

/** That somebody was erased: ids only, written with the erasure, so that every capability hears of it and the head can show it. */
export const erasureEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "erasure",
    table,
    schema: item({ ...keyed, erasure: any().castAs<Erasure>(), ttl: number() }),
  });
