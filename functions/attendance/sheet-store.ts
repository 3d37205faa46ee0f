import {
  isException,
  type LessonChange,
  lessonsOn,
  packSlot,
  readLessonId,
  type Slot,
  schoolYearOf,
  unpackSlot,
} from "@preau/calendar";
import type { LessonId } from "@preau/contract";
import { expiresAfter, type OpenTable, olderThan, schoolKey, unlessNewer } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { BoardStore } from "./board/board-store.ts";
import { changeEntity, draftEntity, exemptionEntity, registerEntity, rosterEntity, slotsEntity } from "./entities.ts";
import { packRoster, unpackRegister, unpackRoster } from "./pack.ts";
import type { Draft, Roster, SheetSources } from "./sheet.ts";

interface Scope {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** A tablet that was lost in a bag for a fortnight has nothing to add. */
const DRAFT_DAYS = 15;

const merged = (rosters: readonly Roster[]): Roster => ({
  classes: [...new Map(rosters.flatMap(({ classes }) => classes.map((one) => [one.id, one]))).values()],
  pupils: [...new Map(rosters.flatMap(({ pupils }) => pupils.map((one) => [one.pupilId, one]))).values()],
});

/** Reads what a sheet is made of, and keeps the projections it is read from. */
export const openSheetStore = (table: OpenTable, boards: Pick<BoardStore, "partsOfClasses">) => {
  const Slots = slotsEntity(table);
  const RosterItem = rosterEntity(table);
  const ExemptionItem = exemptionEntity(table);
  const RegisterItem = registerEntity(table);
  const ChangeItem = changeEntity(table);
  const DraftItem = draftEntity(table);

  /** A class or group and, for a class, the exemptions of its pupils: one query. */
  const rosterAndExemptions = async ({ schoolId, schoolYear }: Scope, audienceId: string) => {
    const { Items = [] } = await table
      .build(QueryCommand)
      .entities(RosterItem, ExemptionItem)
      .query({ partition: schoolKey(schoolId, schoolYear, "AUDIENCE", audienceId), range: { beginsWith: "ROSTER" } })
      .send();
    return {
      roster: Items.flatMap((one) => ("roster" in one ? [unpackRoster(one.roster)] : [])).at(0),
      exemptions: Items.flatMap((one) => ("exemption" in one ? [one.exemption] : [])),
    };
  };

  /** The register of a lesson, the timetable's exception to it, and what is being typed: one query. */
  const registerAndChange = async (
    { schoolId, schoolYear }: Scope,
    audienceId: string,
    day: string,
    lessonId: string,
  ) => {
    const { Items = [] } = await table
      .build(QueryCommand)
      .entities(RegisterItem, ChangeItem, DraftItem)
      .query({
        partition: schoolKey(schoolId, schoolYear, "REGISTER", audienceId, day),
        range: { beginsWith: lessonId },
      })
      .send();
    return {
      register: Items.flatMap((one) => ("register" in one ? [unpackRegister(one.register)] : [])).at(0),
      change: Items.flatMap((one) => ("change" in one && isException(one.change) ? [one.change] : [])),
      draft: Items.flatMap((one) => ("draft" in one ? [one.draft] : [])).at(0),
    };
  };

  return {
    /**
     * Everything a sheet is made of, in two round trips: what the lesson's name leads to, then what the roster leads to.
     * Undefined when no such lesson takes place on that day.
     */
    sheetSources: async (schoolId: string, lessonId: LessonId): Promise<SheetSources | undefined> => {
      const { audienceId, day } = readLessonId(lessonId);
      const scope = { schoolId, schoolYear: schoolYearOf(day) };
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
      const [slots, own, { register, change, draft }] = await Promise.all([
        Slots.build(GetItemCommand)
          .key({ ...scope, audienceId, weekday })
          .send(),
        rosterAndExemptions(scope, audienceId),
        registerAndChange(scope, audienceId, day, lessonId),
      ]);
      const lesson = lessonsOn(day, (slots.Item?.slots ?? []).map(unpackSlot), change).find(
        (one) => one.lessonId === lessonId,
      );
      if (lesson === undefined || own.roster === undefined) return undefined;
      const otherAudiences = lesson.audiences.slice(1).map(({ id }) => id);
      const otherClasses = own.roster.classes
        .map(({ id }) => id)
        .filter((id) => id !== audienceId && !otherAudiences.includes(id as never));
      const [board, ...others] = await Promise.all([
        boards.partsOfClasses(
          { schoolId, day },
          own.roster.classes.map(({ id }) => id),
        ),
        ...[...otherAudiences, ...otherClasses].map((id) => rosterAndExemptions(scope, id)),
      ]);
      return {
        lesson,
        register,
        draft,
        board,
        roster: merged([own.roster, ...others.slice(0, otherAudiences.length).flatMap(({ roster }) => roster ?? [])]),
        exemptions: [own, ...others].flatMap(({ exemptions }) => exemptions),
      };
    },
    rosterOf: async (scope: Scope, audienceId: string) => (await rosterAndExemptions(scope, audienceId)).roster,
    /** Whom the roster kept of an audience names, and its version. Consistent. */
    keptRoster: async (scope: Scope, audienceId: string) => {
      const { Item } = await RosterItem.build(GetItemCommand)
        .key({ ...scope, audienceId })
        .options({ consistent: true })
        .send();
      if (Item === undefined) return undefined;
      return { version: Item.version, ids: unpackRoster(Item.roster).pupils.map(({ pupilId }) => pupilId) };
    },
    keepRoster: (scope: Scope, audienceId: string, version: number, roster: Roster) =>
      unlessNewer(
        RosterItem.build(PutItemCommand)
          .item({ ...scope, audienceId, version, roster: packRoster(roster) })
          .options({ condition: olderThan(version) })
          .send(),
      ),
    /** 1 WRU; the last one saved stands. */
    keepDraft: async (schoolId: string, lessonId: LessonId, draft: Draft, now: Date): Promise<void> => {
      const { audienceId, day } = readLessonId(lessonId);
      const key = { schoolId, schoolYear: schoolYearOf(day), audienceId, day, lessonId };
      await DraftItem.build(PutItemCommand)
        .item({ ...key, draft, ttl: expiresAfter(DRAFT_DAYS, now) })
        .send();
    },
    keepSlots: (scope: Scope, audienceId: string, weekday: number, version: number, slots: readonly Slot[]) =>
      unlessNewer(
        Slots.build(PutItemCommand)
          .item({ ...scope, audienceId, weekday, version, slots: slots.map(packSlot) })
          .options({ condition: olderThan(version) })
          .send(),
      ),
    keepChange: (
      scope: Scope,
      change: Omit<LessonChange, "status"> & { status: LessonChange["status"] | "planned" },
    ) => {
      const { audienceId, day } = readLessonId(change.lessonId);
      const { lessonId, version } = change;
      return unlessNewer(
        ChangeItem.build(PutItemCommand)
          .item({ ...scope, audienceId, day, lessonId, version, change })
          .options({ condition: olderThan(version) })
          .send(),
      );
    },
  };
};

export type SheetStore = ReturnType<typeof openSheetStore>;
