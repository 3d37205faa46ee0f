import { type OpenTable, olderThan, orLostRace, schoolKey, unlessNewer } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { PupilKey } from "../pupil-day/day-store.ts";
import { membershipEntity, presenceEntity, pupilPartition } from "../pupil-day/entities.ts";
import { classBookPartition, classEntity, figuresEntity, tallyEntity } from "./entities.ts";
import type { MonthFigures } from "./figures.ts";
import { packLesson, type TalliedLesson, unpackLesson } from "./packed-day.ts";

interface School {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** A day of a pupil in the book of a class. */
export interface Tally {
  readonly pupilId: string;
  readonly day: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly lessons: readonly TalliedLesson[];
}

/** What the months of a pupil amount to. */
export interface PupilFigures {
  readonly version: number;
  readonly className: string;
  readonly months: Readonly<Record<string, MonthFigures>>;
}

/** The books of classes and the figures of pupils: kept beside the folds, and counted by the same function. */
export const openTallyStore = (table: OpenTable) => {
  const TallyItem = tallyEntity(table);
  const ClassItem = classEntity(table);
  const FiguresItem = figuresEntity(table);
  const PresenceItem = presenceEntity(table);
  const MembershipItem = membershipEntity(table);
  return {
    /** Every class and group that a pupil attends or ever attended this year. */
    everyMembership: async (key: PupilKey) => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(MembershipItem)
        .query({ partition: pupilPartition(key), range: { beginsWith: "MEMBER#" } })
        .options({ consistent: true })
        .send();
      return Items.map(({ audienceId, kind, member }) => ({ audienceId, kind, member }));
    },
    keepTally: (school: School, classId: string, version: number, { lessons, ...tally }: Tally): Promise<boolean> =>
      unlessNewer(
        TallyItem.build(PutItemCommand)
          .item({ ...school, classId, version, ...tally, lessons: lessons.map(packLesson) })
          .options({ condition: olderThan(version) })
          .send(),
      ),
    /** The book of a class between two days, by day and pupil: some 200 bytes an absentee and day. */
    classBook: async (
      { schoolId, schoolYear }: School,
      classId: string,
      from: string,
      to: string,
    ): Promise<readonly Tally[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(TallyItem)
        .query({
          partition: classBookPartition(schoolId, schoolYear, classId),
          range: { between: [`DAY#${from}`, `DAY#${to}~`] },
        })
        .options({ maxPages: Number.POSITIVE_INFINITY })
        .send();
      return Items.filter(({ lessons }) => lessons.length > 0).map(
        ({ pupilId, day, familyName, givenName, lessons }) => ({
          pupilId,
          day,
          familyName,
          givenName,
          lessons: lessons.map(unpackLesson),
        }),
      );
    },
    keepClass: (school: School, classId: string, code: string, version: number): Promise<boolean> =>
      unlessNewer(
        ClassItem.build(PutItemCommand)
          .item({ ...school, classId, code, version })
          .options({ condition: olderThan(version) })
          .send(),
      ),
    /** The classes of a school, by their names. */
    classesOf: async ({ schoolId, schoolYear }: School) => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(ClassItem)
        .query({ partition: schoolKey(schoolId, schoolYear, "CLASSBOOK", "CLASSES") })
        .options({ maxPages: 10 })
        .send();
      return Items.map(({ classId, code }) => ({ classId, code })).sort((a, b) => a.code.localeCompare(b.code, "fr"));
    },
    /** The folds of one month. Consistent: each fold that was kept before the call is in it. */
    monthOf: async (key: PupilKey, month: string) => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(PresenceItem)
        .query({ partition: pupilPartition(key), range: { beginsWith: `PRESENCE#${month}-` } })
        .options({ consistent: true, maxPages: 10 })
        .send();
      return Items.map(({ day, presence }) => ({ day, presence }));
    },
    figuresOf: async (key: PupilKey): Promise<PupilFigures | undefined> => {
      const { Item } = await FiguresItem.build(GetItemCommand).key(key).options({ consistent: true }).send();
      return Item && { version: Item.version, className: Item.className, months: Item.months };
    },
    /** @throws LostRace when other figures were kept since. */
    keepFigures: async (key: PupilKey, figures: PupilFigures): Promise<void> => {
      const { version } = figures;
      await orLostRace(
        FiguresItem.build(PutItemCommand)
          .item({ ...key, ...figures })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          })
          .send(),
      );
    },
  };
};

export type TallyStore = ReturnType<typeof openTallyStore>;
