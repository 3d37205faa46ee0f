import { setTimeout as delay } from "node:timers/promises";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { documentClient } from "@preau/store";
import type { makeDeps } from "../../../../functions/attendance/deps.ts";
import type { Register } from "../../../../functions/attendance/register.ts";
import type { Answer, Asked, Passage } from "../wire/watch-wire.ts";

type Deps = ReturnType<typeof makeDeps>;

/** A fault of ours, put in on purpose: between the stores and their table, or in the place of a store. */
export interface PlantedBug {
  readonly passage?: Passage;
  readonly deps?: (deps: Deps) => Deps;
}

interface Put {
  readonly TableName: string;
  readonly Item: Readonly<Record<string, { readonly S?: string }>>;
}
interface Transaction {
  readonly TransactItems: readonly { readonly Put?: Put }[];
}

const isOf = ({ Item }: Pick<Put, "Item">, name: RegExp): boolean => name.test(`${Item.pk?.S} ${Item.sk?.S}`);

const unconditional = <P extends object>(put: P): P => {
  const {
    ConditionExpression: _c,
    ExpressionAttributeNames: _n,
    ExpressionAttributeValues: _v,
    ...bare
  } = put as P & Record<string, unknown>;
  return bare as unknown as P;
};

const transactionIn = ({ action, input }: Asked): Transaction | undefined =>
  action === "TransactWriteItems" ? (input as unknown as Transaction) : undefined;

/** Writes of these items mind no condition. */
const withoutCondition =
  (name: RegExp): Passage =>
  (asked, pass) => {
    const transaction = transactionIn(asked);
    const put = asked.action === "PutItem" ? (asked.input as unknown as Put) : undefined;
    if (put !== undefined && isOf(put, name)) return pass(unconditional(asked.input));
    if (transaction === undefined) return pass();
    const TransactItems = transaction.TransactItems.map((one) =>
      one.Put !== undefined && isOf(one.Put, name) ? { Put: unconditional(one.Put) } : one,
    );
    return pass({ ...asked.input, TransactItems });
  };

/** These items are written after the transaction, each on its own. */
const writtenApart =
  (name: RegExp): Passage =>
  async (asked, pass) => {
    const transaction = transactionIn(asked);
    if (transaction === undefined) return pass();
    const apart = transaction.TransactItems.flatMap(({ Put: put }) =>
      put !== undefined && isOf(put, name) ? [put] : [],
    );
    const together = transaction.TransactItems.filter(({ Put: put }) => put === undefined || !isOf(put, name));
    if (together.length === 0) return pass();
    const answer = await pass({ ...asked.input, TransactItems: together });
    for (const { TableName, Item } of apart)
      await documentClient.send(
        new PutCommand({ TableName, Item: unmarshall(Item as Parameters<typeof unmarshall>[0]) }),
      );
    return answer;
  };

const HELD_UP_MS = 700;

/** Single writes of these items take their time, so that others overtake them. */
const heldUp =
  (name: RegExp, passage: Passage): Passage =>
  async (asked, pass) => {
    if (asked.action === "PutItem" && isOf(asked.input as unknown as Put, name)) await delay(HELD_UP_MS);
    return passage(asked, pass);
  };

const nothing: Answer = {};

const submitting =
  (change: (register: Register) => Register) =>
  (deps: Deps): Deps => ({
    ...deps,
    registers: {
      ...deps.registers,
      submit: (schoolId, sources, register, marks, remembered) =>
        deps.registers.submit(schoolId, sources, change(register), marks, remembered),
    },
  });

const REGISTER = /#REGISTER#\S+ les_\w+$/;
const REPLY = /#REPLY#/;
const PRESENCE = /#PUPIL#\S+ PRESENCE#/;

/** Each must be reported by the check of histories: what it did not see, it would not prove. */
export const plantedBugs: Readonly<Record<string, PlantedBug>> = {
  "a register is written whatever its version": { passage: withoutCondition(REGISTER) },
  "the reply is written after the transaction": { passage: writtenApart(REPLY) },
  "a key that comes again is served again": {
    passage: withoutCondition(REPLY),
    deps: (deps) => ({ ...deps, replies: { ...deps.replies, find: async () => undefined } }),
  },
  "absences are written after the transaction": { passage: writtenApart(/#PUPIL#\S+ LESSON#/) },
  "facts are put in the order of their authors' clocks": {
    deps: submitting(({ facts, ...register }) => ({
      ...register,
      facts: facts.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map((fact, index) => ({ ...fact, version: index + 1 })),
    })),
  },
  "the last submission replaces what its author could not see": {
    deps: submitting((register) => ({
      ...register,
      facts: register.facts.map((fact) =>
        fact.version === register.version ? { ...fact, saw: fact.version - 1 } : fact,
      ),
    })),
  },
  "a fold is kept over a newer one": { passage: heldUp(PRESENCE, withoutCondition(PRESENCE)) },
  "a submission is acknowledged before it is written": {
    deps: (deps) => ({
      ...deps,
      registers: {
        ...deps.registers,
        submit: async (...submission) => void deps.registers.submit(...submission).catch(() => {}),
      },
    }),
  },
  "a write that was refused for want of capacity is taken for done": {
    passage: async ({ action }, pass) => {
      try {
        return await pass();
      } catch (error) {
        if (action === "TransactWriteItems" && error instanceof Error && /Throughput/.test(error.name)) return nothing;
        throw error;
      }
    },
  },
};
