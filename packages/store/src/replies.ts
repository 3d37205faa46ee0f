import { Entity } from "dynamodb-toolbox/entity";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { Write } from "./commit.ts";
import { expiresAfter } from "./keys.ts";
import { type OpenTable, plainEntity } from "./table.ts";

/** Seven days: a teacher's tablet may be offline over a weekend. */
const KEPT_DAYS = 7;

/** Who sent which key with which content; the fingerprint tells a replay from another request under the same key. */
export interface Claim {
  readonly accountId: string;
  readonly key: string;
  readonly fingerprint: string;
}

/** The answer first given under a key. */
export interface FirstReply {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: unknown;
}

/** First answers, kept in the capability's own table and written in the same transaction as the change they answer for. */
export interface Replies {
  /** The write that remembers a reply; it fails the whole transaction when the key has already been answered. */
  remember(claim: Claim, reply: { readonly status: number; readonly body: unknown }, now: Date): Write;
  find(claim: Claim): Promise<FirstReply | undefined>;
}

/** Opens the first answers of a table. Keyed by account (not by school): a key belongs to whoever sent it. */
export const openReplies = (table: OpenTable): Replies => {
  const ReplyEntity = new Entity({
    ...plainEntity,
    name: "reply",
    table,
    schema: item({
      accountId: string().key(),
      key: string().key(),
      fingerprint: string().savedAs("f"),
      status: number().savedAs("s"),
      body: any().savedAs("b"),
      ttl: number(),
    }),
    computeKey: ({ accountId, key }: { accountId: string; key: string }) => ({
      pk: `ACCOUNT#${accountId}#REPLY#${key}`,
      sk: "REPLY",
    }),
  });
  return {
    remember: ({ accountId, key, fingerprint }, { status, body }, now) =>
      ReplyEntity.build(PutTransaction)
        .item({ accountId, key, fingerprint, status, body, ttl: expiresAfter(KEPT_DAYS, now) })
        .options({ condition: { attr: "fingerprint", exists: false } }),
    find: async ({ accountId, key }) => {
      const { Item } = await ReplyEntity.build(GetItemCommand)
        .key({ accountId, key })
        .options({ consistent: true })
        .send();
      return Item;
    },
  };
};
