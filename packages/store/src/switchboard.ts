import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { AccessWindow } from "@preau/policy";
import { documentClient } from "./client.ts";

/** One thing switched, by its id within its partition; it ends by itself at `until` (epoch seconds). */
export interface Switch {
  readonly id: string;
  readonly until: number;
}

/** What the switchboard holds, partition by partition. */
export interface Switches {
  /** Profiles and accounts that a school has suspended; `until` is on the school's clock. */
  readonly BLOCKS: Switch & { readonly schoolId: string; readonly role?: string; readonly personId?: string };
  /** Accounts and devices signed out before their tokens ran out: those made before the instant (epoch seconds) are refused. */
  readonly REVOKED: Switch & { readonly before: number };
  /** What the cell refuses for a time, and to whom: see the admission of packages/runtime. */
  readonly ADMISSION: BrownOut | CapabilityOff | OpeningHours;
}

/** How far the cell is browned out: 1 refuses the deferrable, 2 also half of the standard, 3 all but the essential. */
export interface BrownOut extends Switch {
  readonly id: "level";
  readonly level: 1 | 2 | 3;
  /** A level set by hand is not the alarm's to change. */
  readonly by: "alarm" | "hand";
}

/** One capability turned off whole, its essential routes too (`off#<capability>`). */
export interface CapabilityOff extends Switch {
  readonly id: `off#${string}`;
  readonly capability: string;
}

/** The hours of some people of a territory, where they are rationed. */
export interface OpeningHours extends Switch {
  readonly id: `window#${string}`;
  readonly window: AccessWindow;
}

export type Partition = keyof Switches;

/** A request must not wait longer for the switchboard: what is known already then holds. */
const PATIENCE_MS = 1_000;

/** Its reads are nobody's bill: they are not counted with what a request takes from its own table. Connections are shared. */
const watcher = DynamoDBDocumentClient.from(
  new DynamoDBClient({ maxAttempts: 1, requestHandler: documentClient.config.requestHandler }),
);

/**
 * Opens the switchboard, the one table that every function serving HTTP reads: short lists of what is switched right now.
 * Reads are eventually consistent, half a unit per 4 KiB of list; each warm environment asks every few seconds, so a
 * partition must stay small (a hundred switches are 12 KiB).
 */
export const openSwitchboard = (TableName: string) => ({
  /** Every switch of a partition, past ones included (DynamoDB deletes late). Throws when there is no answer within a second. */
  read: async <P extends Partition>(partition: P): Promise<readonly Switches[P][]> => {
    const found: Switches[P][] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await watcher.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": partition },
          ExclusiveStartKey,
        }),
        { abortSignal: AbortSignal.timeout(PATIENCE_MS) },
      );
      found.push(
        ...Items.map(({ pk: _, sk: id, ttl: until, _et: __, ...rest }) => ({ id, until, ...rest }) as Switches[P]),
      );
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return found;
  },

  /** Throws a switch; thrown again under the same id it takes the place of the first. 1 WRU. */
  put: async <P extends Partition>(partition: P, { id, until, ...rest }: Switches[P]): Promise<void> => {
    await documentClient.send(new PutCommand({ TableName, Item: { pk: partition, sk: id, ttl: until, ...rest } }));
  },
});

export type Switchboard = ReturnType<typeof openSwitchboard>;
