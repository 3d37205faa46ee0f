import {
  commit,
  commitInHundreds,
  keepTogether,
  type OpenTable,
  olderThan,
  orLostRace,
  type Write,
} from "@preau/store";
import { EntityFormatter } from "dynamodb-toolbox/entity/actions/format";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import {
  factEntity,
  membershipEntity,
  presenceEntity,
  pupilPartition,
  statementEntity,
  treatmentEntity,
} from "./entities.ts";
import type { KeptFact, KeptStatement, KeptTreatment } from "./kept.ts";
import { openLessonStore } from "./lesson-store.ts";
import type { MissedLesson, PupilDay } from "./presence.ts";

export interface PupilKey {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly pupilId: string;
}

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

/** The fold as kept: the lessons at which the pupil was not simply present, and the names families and school life read. */
export interface KeptPresence {
  readonly familyName: string;
  readonly givenName: string;
  readonly classId: string;
  readonly className: string;
  readonly lessons: readonly MissedLesson[];
}

/** What a pupil's day is folded from, read at one instant. */
export interface DaySources extends PupilDay {
  readonly statements: readonly KeptStatement[];
  readonly facts: readonly (KeptFact & { readonly factId: string })[];
  readonly memberships: readonly Membership[];
}

/** Reads and keeps a pupil's days. */
export const openDayStore = (table: OpenTable) => {
  const MembershipItem = membershipEntity(table);
  const FactItem = factEntity(table);
  const TreatmentItem = treatmentEntity(table);
  const StatementItem = statementEntity(table);
  const PresenceItem = presenceEntity(table);
  const lessons = openLessonStore(table);

  const membershipsOf = async (key: PupilKey): Promise<readonly Membership[]> => {
    const { Items = [] } = await table
      .build(QueryCommand)
      .entities(MembershipItem)
      .query({ partition: pupilPartition(key), range: { beginsWith: "MEMBER#" } })
      .options({ consistent: true })
      .send();
    return Items.filter(({ member }) => member);
  };

  return {
    markedAt: lessons.markedAt,
    membershipsOf,
    /** Says of pupils whether they attend a class or a group; an older word changes nothing. */
    keepMemberships: (members: readonly (PupilKey & Membership)[]): Promise<void> =>
      keepTogether(
        members.map((member) =>
          MembershipItem.build(PutTransaction)
            .item(member)
            .options({ condition: olderThan(member.version) }),
        ),
      ),
    /** Everything a day is folded from. Consistent: what was committed before the call is seen. */
    sourcesOf: async (key: PupilKey, day: string): Promise<DaySources> => {
      const said = table
        .build(QueryCommand)
        .entities(FactItem, TreatmentItem, StatementItem)
        .query({ partition: pupilPartition(key), range: { beginsWith: `DAY#${day}#` } })
        .options({ consistent: true, maxPages: 10 })
        .send();
      // Waited for together: a query that is throttled meanwhile fails this call, not the whole process.
      const attended = membershipsOf(key).then(async (memberships) => {
        const audienceIds = memberships.map(({ audienceId }) => audienceId);
        return { memberships, lessonsOfDay: await lessons.lessonsOf(key, audienceIds, day) };
      });
      const [{ Items = [] }, { memberships, lessonsOfDay }] = await Promise.all([said, attended]);
      return {
        memberships,
        lessons: lessonsOfDay,
        facts: Items.flatMap((one) => ("fact" in one ? [{ factId: one.id, ...one.fact }] : [])),
        treatments: Items.flatMap((one) => ("treatment" in one ? [{ treatmentId: one.id, ...one.treatment }] : [])),
        statements: Items.flatMap((one) => ("statement" in one ? [one.statement] : [])),
      };
    },
    addFact: (key: PupilKey, day: string, id: string, fact: KeptFact, remembered: Write): Promise<void> =>
      commit(
        FactItem.build(PutTransaction)
          .item({ ...key, day, id, fact })
          .options({ condition: { attr: "id", exists: false } }),
        remembered,
      ),
    /** One treatment of several days and pupils, with the reply: the first hundred writes together, the rest after them. */
    addTreatments: (
      days: readonly {
        readonly key: PupilKey;
        readonly day: string;
        readonly id: string;
        readonly treatment: KeptTreatment;
      }[],
      remembered: Write,
    ): Promise<void> =>
      commitInHundreds([
        ...days.map(({ key, day, id, treatment }) =>
          TreatmentItem.build(PutTransaction).item({ ...key, day, id, treatment }),
        ),
        remembered,
      ]),
    presenceOn: async (key: PupilKey, day: string) => {
      const { Item } = await PresenceItem.build(GetItemCommand)
        .key({ ...key, day })
        .options({ consistent: true })
        .send();
      return Item;
    },
    /** The folds of a stretch of days, in order: 0.5 RRU for twenty days with something to say. */
    presencesOf: async (key: PupilKey, from: string, to: string) => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(PresenceItem)
        .query({ partition: pupilPartition(key), range: { between: [`PRESENCE#${from}`, `PRESENCE#${to}`] } })
        .options({ maxPages: 10 })
        .send();
      return Items.map(({ day, version, presence }) => ({ day, version, presence }));
    },
    /** @throws LostRace when another fold was kept since `read`. */
    keepPresence: async (key: PupilKey, day: string, presence: KeptPresence, read: number): Promise<void> => {
      await orLostRace(
        PresenceItem.build(PutItemCommand)
          .item({ ...key, day, version: read + 1, presence })
          .options({ condition: read === 0 ? { attr: "version", exists: false } : { attr: "version", eq: read } })
          .send(),
      );
    },
    /** A fold read back out of the stream. */
    readPresence: (image: Readonly<Record<string, unknown>>) => PresenceItem.build(EntityFormatter).format(image),
  };
};

export type DayStore = ReturnType<typeof openDayStore>;
