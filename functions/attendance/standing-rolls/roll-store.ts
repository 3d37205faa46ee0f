import { schoolYearOf } from "@preau/calendar";
import { commit, type OpenTable, orLostRace, plainEntity, schoolKey, type Write } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { EntityFormatter } from "dynamodb-toolbox/entity/actions/format";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { Mark, Register } from "../register.ts";
import type { StandingRoll } from "./standing-roll.ts";

interface School {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** One call of a roll. */
export interface CallKey {
  readonly schoolId: string;
  readonly rollId: string;
  readonly day: string;
}

/** A call as stored, without names: the roll has them. */
type NamelessRegister = Omit<Register, "facts"> & {
  readonly facts: readonly (Omit<Register["facts"][number], "marks"> & {
    readonly marks: readonly Pick<Mark, "pupilId" | "status" | "minutesLate">[];
  })[];
};

const rollEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "standing-roll",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      rollId: string().key(),
      version: number(),
      roll: any().castAs<StandingRoll>(),
    }),
    computeKey: ({ schoolId, schoolYear, rollId }) => ({
      pk: schoolKey(schoolId, schoolYear, "ROLLS", "ALL"),
      sk: rollId,
    }),
  });

const callEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "standing-call",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      rollId: string().key(),
      day: string().key(),
      version: number(),
      register: any().castAs<NamelessRegister>(),
    }),
    computeKey: ({ schoolId, schoolYear, rollId, day }) => ({
      pk: schoolKey(schoolId, schoolYear, "ROLL", rollId),
      sk: `CALL#${day}`,
    }),
  });

const nameless = ({ facts, ...register }: Register): NamelessRegister => ({
  ...register,
  facts: facts.map(({ marks, ...fact }) => ({
    ...fact,
    marks: marks.map(({ pupilId, status, minutesLate }) => ({
      pupilId,
      status,
      ...(minutesLate !== undefined && { minutesLate }),
    })),
  })),
});

const asRegister = ({ facts, ...register }: NamelessRegister): Register => ({
  ...register,
  facts: facts.map(({ marks, ...fact }) => ({
    ...fact,
    marks: marks.map((mark) => ({ ...mark, classId: "", familyName: "", givenName: "" })),
  })),
});

/** Rolls outside lessons and their calls. */
export const openRollStore = (table: OpenTable) => {
  const RollItem = rollEntity(table);
  const CallItem = callEntity(table);
  const yearOf = ({ schoolId, rollId, day }: CallKey) => ({ schoolId, rollId, schoolYear: schoolYearOf(day) });
  return {
    /** 0.5 RRU for 80 pupils. Consistent. */
    findRoll: async (school: School, rollId: string): Promise<StandingRoll | undefined> => {
      const { Item } = await RollItem.build(GetItemCommand)
        .key({ ...school, rollId })
        .options({ consistent: true })
        .send();
      return Item?.roll;
    },
    allRolls: async ({ schoolId, schoolYear }: School): Promise<readonly StandingRoll[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(RollItem)
        .query({ partition: schoolKey(schoolId, schoolYear, "ROLLS", "ALL") })
        .options({ maxPages: 4 })
        .send();
      return Items.map(({ roll }) => roll);
    },
    /** The next version of a roll, with the reply. @throws LostRace when somebody else has changed it. */
    keepRoll: (school: School, roll: StandingRoll, remembered: Write): Promise<void> => {
      const { rollId, version } = roll;
      return commit(
        RollItem.build(PutTransaction)
          .item({ ...school, rollId, version, roll })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          }),
        remembered,
      );
    },
    /** The same version without somebody who was erased. @throws LostRace */
    rewriteRoll: async (school: School, roll: StandingRoll): Promise<void> => {
      const { rollId, version } = roll;
      await orLostRace(
        RollItem.build(PutItemCommand)
          .item({ ...school, rollId, version, roll })
          .options({ condition: { attr: "version", eq: version } })
          .send(),
      );
    },
    findCall: async (key: CallKey): Promise<Register | undefined> => {
      const { Item } = await CallItem.build(GetItemCommand)
        .key({ ...yearOf(key), day: key.day })
        .send();
      return Item && asRegister(Item.register);
    },
    /** One transaction: the call on the condition that it has not moved, and the reply. @throws LostRace */
    submitCall: (key: CallKey, register: Register, remembered: Write): Promise<void> => {
      const { version } = register;
      return commit(
        CallItem.build(PutTransaction)
          .item({ ...yearOf(key), day: key.day, version, register: nameless(register) })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          }),
        remembered,
      );
    },
    /** A call read back out of the stream. */
    readCall: (image: Readonly<Record<string, unknown>>) => {
      const { register, ...key } = CallItem.build(EntityFormatter).format(image);
      return { ...key, register: asRegister(register) };
    },
  };
};

export type RollStore = ReturnType<typeof openRollStore>;
