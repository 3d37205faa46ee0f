import type { AudienceId, PersonId } from "@preau/contract";
import { keepTogether, type OpenTable, olderThan, orLostRace, schoolKey, unlessNewer } from "@preau/store";
import { getAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { Year } from "./day.ts";
import { audienceEntity, membershipEntity, TEACHER_SHARDS, teacherEntity } from "./entities.ts";
import type { Teacher } from "./match-teachers.ts";

/** A class or a group as its latest roster says: who attends, and of which classes they are. */
export interface Audience extends Year {
  readonly audienceId: AudienceId;
  readonly classIds: readonly AudienceId[];
  readonly pupilIds: readonly PersonId[];
  readonly version: number;
}

interface Membership extends Year {
  readonly pupilId: string;
  readonly audienceId: AudienceId;
  readonly member: boolean;
  readonly version: number;
}

/** What the timetable remembers of the directory. */
export const openProjectionStore = (table: OpenTable) => {
  const AudienceEntity = audienceEntity(table);
  const MembershipEntity = membershipEntity(table);
  const TeacherEntity = teacherEntity(table);
  return {
    audience: async (key: Year & { audienceId: AudienceId }): Promise<Audience | undefined> => {
      const { Item } = await AudienceEntity.build(GetItemCommand).key(key).options({ consistent: true }).send();
      return Item;
    },
    /** Those of the audiences that the directory knows. */
    audiences: async (year: Year, ids: readonly AudienceId[]): Promise<readonly Audience[]> => {
      const requests = ids.map((audienceId) => AudienceEntity.build(BatchGetRequest).key({ ...year, audienceId }));
      return (await getAll<Audience>(table, requests)).filter((audience) => audience !== undefined);
    },
    /** @throws LostRace when the audience is no longer at the version that was read. */
    keepAudience: async (audience: Audience, read: number | undefined): Promise<void> => {
      await orLostRace(
        AudienceEntity.build(PutItemCommand)
          .item(audience)
          .options({
            condition: read === undefined ? { attr: "version", exists: false } : { attr: "version", eq: read },
          })
          .send(),
      );
    },
    keepMemberships: (memberships: readonly Membership[]): Promise<void> =>
      keepTogether(
        memberships.map((membership) =>
          MembershipEntity.build(PutTransaction)
            .item(membership)
            .options({ condition: olderThan(membership.version) }),
        ),
      ),
    /** The class and the groups a pupil is in. */
    audiencesOf: async ({ schoolId, schoolYear, pupilId }: Year & { pupilId: string }) => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(MembershipEntity)
        .query({ partition: schoolKey(schoolId, schoolYear, "PUPIL", pupilId), range: { beginsWith: "AUDIENCE#" } })
        .send();
      return Items.flatMap(({ member, audienceId }) => (member ? [audienceId] : []));
    },
    keepTeacher: (teacher: Year & Teacher & { teaches: boolean; version: number }) =>
      unlessNewer(
        TeacherEntity.build(PutItemCommand)
          .item(teacher)
          .options({ condition: olderThan(teacher.version) })
          .send(),
      ),
    /** Those of these people who teach in the school. */
    teachersNamed: async (year: Year, ids: readonly PersonId[]): Promise<readonly Teacher[]> => {
      const requests = ids.map((personId) => TeacherEntity.build(BatchGetRequest).key({ ...year, personId }));
      const found = await getAll<Teacher & { readonly teaches: boolean }>(table, requests);
      return found.flatMap((teacher) => (teacher?.teaches ? [teacher] : []));
    },
    /** Everybody who teaches in the school. */
    teachers: async ({ schoolId, schoolYear }: Year): Promise<readonly Teacher[]> => {
      const shards = await Promise.all(
        TEACHER_SHARDS.map((shard) =>
          table
            .build(QueryCommand)
            .entities(TeacherEntity)
            .query({ partition: schoolKey(schoolId, schoolYear, "TEACHERS", shard) })
            .options({ maxPages: Number.POSITIVE_INFINITY })
            .send(),
        ),
      );
      return shards.flatMap(({ Items = [] }) => Items.filter(({ teaches }) => teaches));
    },
  };
};
