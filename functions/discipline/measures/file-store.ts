import { commit, expiresAfter, keepTogether, type OpenTable, olderThan, type Write } from "@preau/store";
import { EntityFormatter } from "dynamodb-toolbox/entity/actions/format";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { DeleteTransaction } from "dynamodb-toolbox/entity/actions/transactDelete";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import {
  detentionEntity,
  lineEntity,
  measureEntity,
  membershipEntity,
  type PupilKey,
  partEntity,
  pupilPartition,
} from "../entities.ts";
import { lineOfMeasure } from "../journal/line.ts";
import { schoolYearOfId } from "../yearly-id.ts";
import { type KeptMeasure, lastsUntil, measureOf } from "./measure.ts";

/** A class or a group as a pupil's file knows it. */
export interface Membership {
  readonly audienceId: string;
  readonly version: number;
  readonly member: boolean;
  readonly kind: "class" | "group";
  readonly code: string;
  readonly familyName?: string | undefined;
  readonly givenName?: string | undefined;
}

const ttlOn = (day: string | undefined): { ttl?: number } =>
  day === undefined ? {} : { ttl: expiresAfter(0, new Date(`${day}T00:00:00Z`)) };

/** Where somebody is expected, as long as the detention stands. */
const expectedOf = (kept: KeptMeasure | undefined) => {
  if (kept === undefined) return undefined;
  const { detention, state, erasedOn } = measureOf(kept);
  return detention === undefined || state === "cancelled" ? undefined : { ...detention, until: erasedOn };
};

/** Reads and writes the disciplinary files of pupils. */
export const openFileStore = (table: OpenTable) => {
  const MembershipItem = membershipEntity(table);
  const MeasureItem = measureEntity(table);
  const PartItem = partEntity(table);
  const LineItem = lineEntity(table);
  const DetentionItem = detentionEntity(table);

  const detentionWrites = (before: KeptMeasure | undefined, after: KeptMeasure): readonly Write[] => {
    const { schoolId, schoolYear, measureId, pupilId, familyName, givenName, className, audienceIds } = after.head;
    const [was, is] = [expectedOf(before), expectedOf(after)];
    const key = { schoolId, schoolYear, measureId };
    const moved = was !== undefined && (was.day !== is?.day || was.start !== is.start);
    return [
      ...(moved ? [DetentionItem.build(DeleteTransaction).key({ ...key, day: was.day, start: was.start })] : []),
      ...(is !== undefined && (was === undefined || moved || was.end !== is.end || was.place !== is.place)
        ? [
            DetentionItem.build(PutTransaction).item({
              ...key,
              pupilId,
              familyName,
              givenName,
              className,
              audienceIds,
              day: is.day,
              start: is.start,
              end: is.end,
              place: is.place,
              ...(is.supervisor !== undefined && { supervisor: is.supervisor }),
              ...ttlOn(is.until),
            }),
          ]
        : []),
    ];
  };

  return {
    /** The class and the groups a pupil attends. */
    membershipsOf: async (key: PupilKey): Promise<readonly Membership[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(MembershipItem)
        .query({ partition: pupilPartition(key), range: { beginsWith: "MEMBER#" } })
        .send();
      return Items.filter(({ member }) => member);
    },
    keepMemberships: (members: readonly (PupilKey & Membership)[]): Promise<void> =>
      keepTogether(
        members.map((member) =>
          MembershipItem.build(PutTransaction)
            .item(member)
            .options({ condition: olderThan(member.version) }),
        ),
      ),
    /** A measure by its id, which says of which year it is; consistent. */
    find: async (schoolId: string, pupilId: string, measureId: string): Promise<KeptMeasure | undefined> => {
      const { Item } = await MeasureItem.build(GetItemCommand)
        .key({ schoolId, schoolYear: schoolYearOfId(measureId), pupilId, measureId })
        .options({ consistent: true })
        .send();
      return Item?.kept;
    },
    /** The measures given to a pupil in one school year. */
    measuresOf: async (key: PupilKey): Promise<readonly KeptMeasure[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(MeasureItem)
        .query({ partition: pupilPartition(key), range: { beginsWith: "MEASURE#" } })
        .options({ consistent: true, maxPages: 10 })
        .send();
      return Items.map(({ kept }) => kept);
    },
    /** The incidents in which a pupil had a part. */
    partsOf: async (key: PupilKey) => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(PartItem)
        .query({ partition: pupilPartition(key), range: { beginsWith: "INCIDENT#" } })
        .send();
      return Items.map(({ incidentId, day, type, role }) => ({ incidentId, day, type, role }));
    },
    /** Keeps a measure with one step more, its line and its detention. @throws LostRace when another step came first. */
    keep: (kept: KeptMeasure, before: KeptMeasure | undefined, remembered: Write): Promise<void> => {
      const { schoolId, schoolYear, pupilId, measureId } = kept.head;
      const version = kept.steps.length;
      return commit(
        MeasureItem.build(PutTransaction)
          .item({ schoolId, schoolYear, pupilId, measureId, version, kept, ...ttlOn(lastsUntil(kept)) })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          }),
        LineItem.build(PutTransaction).item({
          schoolId,
          schoolYear,
          lineKind: "MEASURE",
          day: measureOf(kept).day,
          id: measureId,
          version,
          line: lineOfMeasure(kept),
        }),
        ...detentionWrites(before, kept),
        remembered,
      );
    },
    /** Erases a measure at the version that was read. @throws LostRace */
    erase: ({ head, steps }: KeptMeasure, remembered: Write): Promise<void> => {
      const { schoolId, schoolYear, pupilId, measureId } = head;
      return commit(
        MeasureItem.build(DeleteTransaction)
          .key({ schoolId, schoolYear, pupilId, measureId })
          .options({ condition: { attr: "version", eq: steps.length } }),
        remembered,
      );
    },
    /** A measure read back out of the stream. */
    readMeasure: (image: Readonly<Record<string, unknown>>): KeptMeasure =>
      MeasureItem.build(EntityFormatter).format(image).kept,
  };
};

export type FileStore = ReturnType<typeof openFileStore>;
