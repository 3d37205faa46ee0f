import { readLessonId } from "@preau/calendar";
import type { LessonId } from "@preau/contract";
import { type OpenTable, orLostRace, schoolKey } from "@preau/store";
import { writeAll } from "@preau/store/batches";
import { BatchDeleteRequest } from "dynamodb-toolbox/entity/actions/batchDelete";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { absenceEntity, exemptionEntity, registerEntity, rosterEntity } from "./entities.ts";
import { listedExemptionEntity } from "./exemptions/exemption-store.ts";
import type { PackedRegister, PackedRoster } from "./pack.ts";
import { openRollStore } from "./standing-rolls/roll-store.ts";

interface Scope {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** What attendance holds of a pupil, to be erased or made nameless. */
export const openErasureStore = (table: OpenTable) => {
  const Absence = absenceEntity(table);
  const Exemption = exemptionEntity(table);
  const Listed = listedExemptionEntity(table);
  const rolls = openRollStore(table);
  const Register = registerEntity(table);
  const RosterItem = rosterEntity(table);
  return {
    /** The lessons at which a pupil was marked. */
    lessonsOf: async ({ schoolId, schoolYear }: Scope, pupilId: string) => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(Absence)
        .query({ partition: schoolKey(schoolId, schoolYear, "PUPIL", pupilId), range: { beginsWith: "LESSON#" } })
        .options({ maxPages: Number.POSITIVE_INFINITY })
        .send();
      return Items.map(({ day, start, lessonId }) => ({ day, start, lessonId }));
    },
    eraseLessons: (
      scope: Scope,
      pupilId: string,
      lessons: readonly { readonly day: string; readonly start: string; readonly lessonId: string }[],
    ): Promise<void> =>
      writeAll(
        table,
        lessons.map((lesson) => Absence.build(BatchDeleteRequest).key({ ...scope, pupilId, ...lesson })),
      ),
    eraseExemptions: async ({ schoolId, schoolYear }: Scope, audienceId: string, pupilId: string): Promise<void> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(Exemption)
        .query({
          partition: schoolKey(schoolId, schoolYear, "AUDIENCE", audienceId),
          range: { beginsWith: `ROSTER#EXEMPTION#${pupilId}#` },
        })
        .send();
      await writeAll(
        table,
        Items.map(({ exemptionId }) =>
          Exemption.build(BatchDeleteRequest).key({ schoolId, schoolYear, audienceId, pupilId, exemptionId }),
        ),
      );
    },
    /** The pupil's lines on the school's list of exemptions. */
    eraseListedExemptions: async ({ schoolId, schoolYear }: Scope, pupilId: string): Promise<void> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(Listed)
        .query({ partition: schoolKey(schoolId, schoolYear, "EXEMPTIONS", "ALL") })
        .options({ maxPages: Number.POSITIVE_INFINITY })
        .send();
      await writeAll(
        table,
        Items.filter((one) => one.pupilId === pupilId).map(({ exemptionId }) =>
          Listed.build(BatchDeleteRequest).key({ schoolId, schoolYear, exemptionId }),
        ),
      );
    },
    /** Takes the pupil off the rolls called outside lessons; calls themselves name nobody. @throws LostRace */
    leaveRolls: async (scope: Scope, pupilId: string): Promise<void> => {
      for (const roll of await rolls.allRolls(scope)) {
        const members = roll.members.filter((member) => member.pupilId !== pupilId);
        if (members.length < roll.members.length) await rolls.rewriteRoll(scope, { ...roll, members });
      }
    },
    /** Rewrites a register under the same version: nobody is called or marked otherwise. @throws LostRace */
    rewriteRegister: async (
      scope: Scope,
      lessonId: LessonId,
      rewrite: (register: PackedRegister) => PackedRegister,
    ) => {
      const { audienceId, day } = readLessonId(lessonId);
      const key = { ...scope, audienceId, day, lessonId };
      const { Item } = await Register.build(GetItemCommand).key(key).options({ consistent: true }).send();
      if (Item === undefined) return;
      const { version } = Item;
      await orLostRace(
        Register.build(PutItemCommand)
          .item({ ...key, version, register: rewrite(Item.register) })
          .options({ condition: { attr: "version", eq: version } })
          .send(),
      );
    },
    /** Rewrites a list of a class or group no newer than `until`, under its own version. @throws LostRace */
    rewriteRoster: async (
      scope: Scope,
      audienceId: string,
      until: number,
      rewrite: (roster: PackedRoster) => PackedRoster,
    ) => {
      const key = { ...scope, audienceId };
      const { Item } = await RosterItem.build(GetItemCommand).key(key).options({ consistent: true }).send();
      if (Item === undefined || Item.version > until) return;
      const { version } = Item;
      await orLostRace(
        RosterItem.build(PutItemCommand)
          .item({ ...key, version, roster: rewrite(Item.roster) })
          .options({ condition: { attr: "version", eq: version } })
          .send(),
      );
    },
  };
};

export type ErasureStore = ReturnType<typeof openErasureStore>;
