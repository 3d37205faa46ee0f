import type { Role } from "@preau/contract";
import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { list } from "dynamodb-toolbox/schema/list";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { Attribute, Choice, ServiceDeclaration } from "./contract.ts";

/** The partition of the registry: a few hundred items that belong to no school, written by operators only. */
export const REGISTRY = "TERRITORY#SERVICES";

/** A school's decisions outlive its years: this partition has none, and holds one item a service. */
export const choicesKey = (schoolId: string): string => `SCHOOL#${schoolId}#SERVICES`;

export const serviceEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "service",
    table,
    schema: item({
      serviceId: string().key(),
      version: number(),
      declaration: any().castAs<ServiceDeclaration>(),
      salt: string(),
      secretDigest: string().optional(),
      changedBy: string(),
      changedAt: string(),
    }),
    computeKey: ({ serviceId }) => ({ pk: REGISTRY, sk: `SERVICE#${serviceId}` }),
  });

/** An address leads to its service; one that a school gave leads to it for that school only. */
export const addressEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "address",
    table,
    schema: item({
      origin: string().key(),
      path: string().key(),
      serviceId: string().key(),
      schoolId: string().key().default(""),
    }),
    computeKey: ({ origin, path, serviceId, schoolId }) => ({
      pk: `ADDRESS#${origin}`,
      sk: `${path}#${serviceId}#${schoolId}`,
    }),
  });

export const choiceEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "choice",
    table,
    schema: item({
      schoolId: string().key(),
      serviceId: string().key(),
      version: number(),
      choice: any().castAs<Choice>(),
      address: string().optional(),
      changedBy: string(),
      changedAt: string(),
    }),
    computeKey: ({ schoolId, serviceId }) => ({ pk: choicesKey(schoolId), sk: `SERVICE#${serviceId}` }),
  });

/** What the directory says of a person in one school and year. */
export const personEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "person",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      personId: string().key(),
      version: number(),
      familyName: string(),
      givenName: string(),
      roles: any().castAs<readonly Role[]>(),
      children: any().castAs<readonly string[]>(),
      birthDate: string().optional(),
      postalCode: string().optional(),
      className: string().optional(),
    }),
    computeKey: ({ schoolId, schoolYear, personId }) => ({
      pk: schoolKey(schoolId, schoolYear, "PERSON", personId),
      sk: "PERSON",
    }),
  });

/** What a service was told of the person of an account, and when. */
export const accessEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "access",
    table,
    schema: item({
      accountId: string().key(),
      at: string().key(),
      serviceId: string().key(),
      name: string(),
      protocol: string().enum("cas", "oidc"),
      attributes: any().castAs<readonly Attribute[]>(),
      schoolIds: list(string()),
      ttl: number(),
    }),
    computeKey: ({ accountId, at, serviceId }) => ({
      pk: `ACCOUNT#${accountId}#ACCESSES`,
      sk: `ACCESS#${at}#${serviceId}`,
    }),
  });
