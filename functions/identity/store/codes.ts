import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { orLostRace } from "@preau/store/lost-race";
import { CODE_LIFE, type CodeKind } from "../activation/access-code.ts";
import { itemKey } from "./item-key.ts";

/** A code waiting to be used; instants are epoch seconds. */
export interface KeptCode {
  readonly kind: CodeKind;
  readonly digest: string;
  readonly ttl: number;
}

export type Codes = ReturnType<typeof openCodes>;

const KINDS: readonly CodeKind[] = ["printed", "mailed"];

/** Opens the codes that stand for a password once: of each kind, a login has one at most, and only its digest is kept. */
export const openCodes = (TableName: string, now: () => number) => ({
  /** The codes of a login, known or not, that still hold. */
  find: async (login: string): Promise<readonly KeptCode[]> => {
    const read = KINDS.map(async (kind) => {
      const { Item } = await documentClient.send(new GetCommand({ TableName, Key: itemKey.code(login, kind) }));
      return Item !== undefined && Item.ttl > now() ? [{ kind, digest: Item.digest, ttl: Item.ttl }] : [];
    });
    return (await Promise.all(read)).flat();
  },

  /** Keeps a new code; the one of the same kind before it dies. Gives the epoch second at which the new one ends. */
  keep: async (login: string, kind: CodeKind, digest: string): Promise<number> => {
    const ttl = now() + CODE_LIFE[kind];
    await documentClient.send(new PutCommand({ TableName, Item: { ...itemKey.code(login, kind), digest, ttl } }));
    return ttl;
  },

  /** When the code of a kind was made, in epoch seconds, while it holds. */
  madeAt: async (login: string, kind: CodeKind): Promise<number | undefined> => {
    const { Item } = await documentClient.send(new GetCommand({ TableName, Key: itemKey.code(login, kind) }));
    return Item !== undefined && Item.ttl > now() ? Item.ttl - CODE_LIFE[kind] : undefined;
  },

  /** Uses a code up; `LostRace` when it was used or replaced meanwhile. */
  spend: async (login: string, { kind, digest }: Pick<KeptCode, "kind" | "digest">): Promise<void> => {
    await orLostRace(
      documentClient.send(
        new DeleteCommand({
          TableName,
          Key: itemKey.code(login, kind),
          ConditionExpression: "digest = :digest",
          ExpressionAttributeValues: { ":digest": digest },
        }),
      ),
    );
  },
});
