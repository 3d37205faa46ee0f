import { commit, expiresAfter, type OpenTable, type Write } from "@preau/store";
import { getAll, putAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { BatchPutRequest } from "dynamodb-toolbox/entity/actions/batchPut";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { announcementEntity, yearsEntity } from "./entities.ts";
import { type SchoolYears, yearOf } from "./school-years.ts";

/** How long an environment believes what it read: a switch is seen everywhere a minute later. */
const BELIEVED_MS = 60_000;
/** Long enough for a stream that was held up to be mended. */
const ANNOUNCED_DAYS = 3;

/** Something to be said again, under a name that makes saying it twice harmless. */
export interface Announcement {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly announcementId: string;
  readonly event: "people-changed" | "roster-changed";
  readonly payload: unknown;
}

interface Clock {
  now(): Date;
  calendarYear(now: Date): number;
}

/** The access patterns of school years: 0.5 RRU a school and minute on the way of a request. */
export const openYearsStore = (table: OpenTable, { now, calendarYear }: Clock) => {
  const Years = yearsEntity(table);
  const AnnouncementItem = announcementEntity(table);
  const believed = new Map<string, { readonly year: number; readonly until: number }>();
  const find = async (schoolId: string, consistent = true): Promise<SchoolYears | undefined> => {
    const { Item } = await Years.build(GetItemCommand).key({ schoolId }).options({ consistent }).send();
    return Item && { ...Item.years, version: Item.version };
  };
  return {
    find: (schoolId: string) => find(schoolId),
    /** Those of several schools that ever used a command, in one round trip. */
    findAll: async (schoolIds: readonly string[]): Promise<ReadonlyMap<string, SchoolYears>> => {
      const requests = schoolIds.map((schoolId) => Years.build(BatchGetRequest).key({ schoolId }));
      const found = await getAll<{ years: Omit<SchoolYears, "version">; version: number }>(table, requests, {
        consistent: true,
      });
      return new Map(
        schoolIds.flatMap((schoolId, index) => {
          const item = found[index];
          return item === undefined ? [] : [[schoolId, { ...item.years, version: item.version }] as const];
        }),
      );
    },
    /** The year a school is in, at most a minute old. */
    current: async (schoolId: string): Promise<number> => {
      const instant = now();
      const known = believed.get(schoolId);
      if (known !== undefined && known.until > instant.getTime()) return known.year;
      const year = yearOf(await find(schoolId, false), calendarYear(instant));
      believed.set(schoolId, { year, until: instant.getTime() + BELIEVED_MS });
      return year;
    },
    /** Moves a school on, over the version that was read, with whatever must be written beside. @throws LostRace */
    move: (schoolId: string, { version, ...years }: SchoolYears, ...beside: readonly Write[]): Promise<void> =>
      commit(
        Years.build(PutTransaction)
          .item({ schoolId, years, version: version + 1 })
          .options({
            condition: version === 0 ? { attr: "version", exists: false } : { attr: "version", eq: version },
          }),
        ...beside,
      ),
    announce: (announcements: readonly Announcement[], at: Date): Promise<void> =>
      putAll(
        table,
        announcements.map((one) =>
          AnnouncementItem.build(BatchPutRequest).item({ ...one, ttl: expiresAfter(ANNOUNCED_DAYS, at) }),
        ),
      ),
  };
};

export type YearsStore = ReturnType<typeof openYearsStore>;
