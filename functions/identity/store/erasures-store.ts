import { DeleteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { type ItemKey, itemKey } from "./item-key.ts";

interface Attached {
  readonly schoolId: string;
  readonly personId: string;
  readonly version: number;
}

/** Erases what accounts hold of people: 0.5 RRU an account, 1 WRU an item. */
export const openErasures = (TableName: string) => {
  const itemsUnder = async (pk: string): Promise<readonly Record<string, unknown>[]> => {
    const { Items = [] } = await documentClient.send(
      new QueryCommand({ TableName, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } }),
    );
    return Items;
  };
  const erase = async ({ pk, sk }: ItemKey): Promise<void> => {
    await documentClient.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
  };
  return {
    /** What every school says under an account, and the login it is signed in with. */
    read: async (accountId: string): Promise<{ attached: readonly Attached[]; login: string | undefined }> => {
      const items = await itemsUnder(itemKey.account(accountId).pk);
      const login = items.find(({ sk }) => sk === "ACCOUNT")?.login;
      return {
        attached: items.filter(({ sk }) => String(sk).startsWith("AT#")) as unknown as readonly Attached[],
        login: typeof login === "string" ? login : undefined,
      };
    },
    /** Forgets what one school says of a person. */
    detach: async (
      accountId: string,
      { schoolId, personId }: Pick<Attached, "schoolId" | "personId">,
    ): Promise<void> => {
      await erase(itemKey.staff(schoolId, personId));
      await erase(itemKey.attachment(accountId, schoolId, personId));
    },
    /** Erases an account and its login: passwords, devices, codes and attempts lie under the two. The account itself goes last. */
    eraseAccount: async (accountId: string, login: string | undefined): Promise<void> => {
      const account = itemKey.account(accountId);
      const under = [
        ...(login === undefined ? [] : await itemsUnder(itemKey.login(login).pk)),
        ...(await itemsUnder(account.pk)).filter(({ sk }) => sk !== account.sk),
      ];
      for (const item of under) await erase({ pk: String(item.pk), sk: String(item.sk) });
      await erase(account);
    },
  };
};

export type Erasures = ReturnType<typeof openErasures>;
