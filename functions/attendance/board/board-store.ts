import { schoolYearOf } from "@preau/calendar";
import { expiresAfter, type OpenTable, olderThan, orLostRace, plainEntity, schoolKey, unlessNewer } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { binary } from "dynamodb-toolbox/schema/binary";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { RollOutcome } from "../standing-rolls/standing-roll.ts";
import { type BoardPart, emptyPart } from "./board-part.ts";
import { type BoardVersion, CLASS_PARTS, partOfClass, ROLLS_PART } from "./board-version.ts";
import { packPart, packRolls, unpackPart, unpackRolls } from "./pack-part.ts";

/** A board is a view of one day; registers and pupils' files keep the facts. */
const KEPT_DAYS = 30;

/** Where one day of a school lies. */
export interface SchoolDay {
  readonly schoolId: string;
  readonly day: string;
}

const ofDay = { schoolId: string().key(), schoolYear: number().key(), day: string().key() };

/** Everything a board needs of one day lies together: one query reads it. */
export const dayPartition = ({ schoolId, schoolYear, day }: SchoolDay & { readonly schoolYear: number }): string =>
  schoolKey(schoolId, schoolYear, "BOARD", day);

const partEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "board",
    table,
    schema: item({ ...ofDay, part: number().key(), version: number(), packed: binary(), ttl: number() }),
    computeKey: ({ part, ...key }) => ({ pk: dayPartition(key), sk: `PART#${part}` }),
  });

/** How far one part has come. The nine of a day are under 2 KB: a screen polls them together, for half a unit. */
const versionEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "board-version",
    table,
    schema: item({ ...ofDay, of: string().key(), version: number(), changedAt: number(), ttl: number() }),
    computeKey: ({ of, ...key }) => ({ pk: dayPartition(key), sk: `VERSION#${of}` }),
  });

/** What a screen polls, and when it last moved; nothing has moved on a day that has none. */
export interface AnnouncedVersion extends BoardVersion {
  readonly changedAt: Date | undefined;
}

/** The calls outside lessons of a day. */
export interface BoardRolls {
  readonly version: number;
  readonly rolls: readonly RollOutcome[];
}

const noRolls: BoardRolls = { version: 0, rolls: [] };

/** A list made ahead writes on the board of a day to come. */
const ttlOf = ({ day }: SchoolDay, now: Date): number =>
  expiresAfter(KEPT_DAYS, new Date(Math.max(now.getTime(), Date.parse(day))));

const keyOf = ({ schoolId, day }: SchoolDay) => ({ schoolId, day, schoolYear: schoolYearOf(day) });

/** The board of a day, in parts. A part is written first and announced after: an announced part can be read, sooner or later. */
export const openBoardStore = (table: OpenTable) => {
  const Part = partEntity(table);
  const Version = versionEntity(table);
  const announce = (at: SchoolDay, of: string, version: number, now: Date) =>
    unlessNewer(
      Version.build(PutItemCommand)
        .item({ ...keyOf(at), of, version, changedAt: now.getTime(), ttl: ttlOf(at, now) })
        .options({ condition: olderThan(version) })
        .send(),
    );
  return {
    /** 0.5 RRU, whatever the size of the school. */
    versionOf: async (at: SchoolDay): Promise<AnnouncedVersion> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(Version)
        .query({ partition: dayPartition(keyOf(at)), range: { beginsWith: "VERSION#" } })
        .send();
      const of = new Map(Items.map((one) => [one.of, one.version]));
      const changedAt = Math.max(...Items.map((one) => one.changedAt));
      return {
        parts: Array.from({ length: ROLLS_PART + 1 }, (_, part) => of.get(String(part)) ?? 0),
        sectors: of.get("sectors") ?? 0,
        changedAt: Items.length === 0 ? undefined : new Date(changedAt),
      };
    },
    /** The whole school, calls outside lessons last: 2 RRU for the whole day of a lycée of 2,000. */
    wholeDay: async (at: SchoolDay): Promise<{ parts: readonly BoardPart[]; rolls: BoardRolls }> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(Part)
        .query({ partition: dayPartition(keyOf(at)), range: { beginsWith: "PART#" } })
        .options({ maxPages: 4 })
        .send();
      const found = new Map(Items.map((one) => [one.part, one]));
      const rolls = found.get(ROLLS_PART);
      return {
        parts: Array.from({ length: CLASS_PARTS }, (_, part) => {
          const one = found.get(part);
          return one === undefined ? emptyPart : { version: one.version, ...unpackPart(one.packed, at.day) };
        }),
        rolls: rolls === undefined ? noRolls : { version: rolls.version, rolls: unpackRolls(rolls.packed) },
      };
    },
    /** The parts of a few classes: what a sheet needs to know of the lessons before. */
    partsOfClasses: async (at: SchoolDay, classIds: readonly string[]): Promise<readonly BoardPart[]> =>
      Promise.all(
        [...new Set(classIds.map(partOfClass))].map(async (part) => {
          const { Item } = await Part.build(GetItemCommand)
            .key({ ...keyOf(at), part })
            .send();
          return Item === undefined ? emptyPart : { version: Item.version, ...unpackPart(Item.packed, at.day) };
        }),
      ),
    /** One part, consistent: to be written again. */
    partToChange: async (at: SchoolDay, part: number): Promise<BoardPart> => {
      const { Item } = await Part.build(GetItemCommand)
        .key({ ...keyOf(at), part })
        .options({ consistent: true })
        .send();
      return Item === undefined ? emptyPart : { version: Item.version, ...unpackPart(Item.packed, at.day) };
    },
    /** @throws LostRace when the part has moved since it was read. */
    keepPart: async (at: SchoolDay, part: number, { version, ...news }: BoardPart, now: Date): Promise<void> => {
      await orLostRace(
        Part.build(PutItemCommand)
          .item({ ...keyOf(at), part, version, packed: packPart(news, at.day), ttl: ttlOf(at, now) })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          })
          .send(),
      );
    },
    /** Calls outside lessons, consistent: to be written again. */
    rollsToChange: async (at: SchoolDay): Promise<BoardRolls> => {
      const { Item } = await Part.build(GetItemCommand)
        .key({ ...keyOf(at), part: ROLLS_PART })
        .options({ consistent: true })
        .send();
      return Item === undefined ? noRolls : { version: Item.version, rolls: unpackRolls(Item.packed) };
    },
    /** @throws LostRace when they have moved since they were read. */
    keepRolls: async (at: SchoolDay, { version, rolls }: BoardRolls, now: Date): Promise<void> => {
      await orLostRace(
        Part.build(PutItemCommand)
          .item({ ...keyOf(at), part: ROLLS_PART, version, packed: packRolls(rolls), ttl: ttlOf(at, now) })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          })
          .send(),
      );
    },
    announcePart: (at: SchoolDay, part: number, version: number, now: Date) => announce(at, String(part), version, now),
    announceSectors: (at: SchoolDay, version: number, now: Date) => announce(at, "sectors", version, now),
  };
};

export type BoardStore = ReturnType<typeof openBoardStore>;
