import type { Membership } from "@preau/policy";
import { type OpenTable, plainEntity } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { boolean } from "dynamodb-toolbox/schema/boolean";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";

/** A sign-in or a sign-out under way: where the browser goes once the issuer has sent it back. */
export const passageEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "passage",
    table,
    schema: item({
      /** Digest of what the browser carries: reading the table gives no passage. */
      key: string().key(),
      service: string().optional(),
      renew: boolean(),
      post: boolean(),
      startedAt: number(),
      ttl: number(),
    }),
    computeKey: ({ key }) => ({ pk: `CAS#PASSAGE#${key}`, sk: "PASSAGE" }),
  });

/** A ticket: who enters which service, known as whom. No name: what is told is read when the ticket is validated. */
export const ticketEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "ticket",
    table,
    schema: item({
      key: string().key(),
      service: string(),
      serviceId: string(),
      accountId: string(),
      memberships: any().castAs<readonly Membership[]>(),
      signedInAt: number(),
      /** Whether the person has just given a password for this very ticket. */
      fresh: boolean(),
      expiresAt: number(),
      ttl: number(),
    }),
    computeKey: ({ key }) => ({ pk: `CAS#TICKET#${key}`, sk: "TICKET" }),
  });

/** A service that asked to be told when the person who entered it from this browser signs out. */
export const visitEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "visit",
    table,
    schema: item({
      browser: string().key(),
      ticket: string().key(),
      service: string(),
      user: string(),
      ttl: number(),
    }),
    computeKey: ({ browser, ticket }) => ({ pk: `CAS#BROWSER#${browser}`, sk: `VISIT#${ticket}` }),
  });
