import { isException, lessonsOn, unpackSlot, weekdayOf } from "@preau/calendar";
import { type OpenTable, schoolKey } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { changeEntity, registerEntity, slotsEntity } from "../entities.ts";
import { unpackRegister } from "../pack.ts";
import { calledLesson } from "./called-lesson.ts";
import type { PupilKey } from "./day-store.ts";
import type { CalledLesson } from "./presence.ts";

type School = Omit<PupilKey, "pupilId">;

/** Reads what the roll calls of a day say of one pupil. */
export const openLessonStore = (table: OpenTable) => {
  const Slots = slotsEntity(table);
  const RegisterItem = registerEntity(table);
  const ChangeItem = changeEntity(table);

  /** The lessons of one class or group on a day, with their registers. */
  const audienceDay = async ({ schoolId, schoolYear }: School, audienceId: string, day: string) => {
    const partition = schoolKey(schoolId, schoolYear, "REGISTER", audienceId, day);
    const [slots, { Items = [] }] = await Promise.all([
      Slots.build(GetItemCommand)
        .key({ schoolId, schoolYear, audienceId, weekday: weekdayOf(day) })
        .options({ consistent: true })
        .send(),
      table
        .build(QueryCommand)
        .entities(RegisterItem, ChangeItem)
        .query({ partition })
        .options({ consistent: true, maxPages: 4 })
        .send(),
    ]);
    return {
      slots: (slots.Item?.slots ?? []).map(unpackSlot),
      changes: Items.flatMap((one) => ("change" in one && isException(one.change) ? [one.change] : [])),
      registers: Items.flatMap((one) =>
        "register" in one ? [[one.lessonId, unpackRegister(one.register)] as const] : [],
      ),
    };
  };

  /** The lessons a pupil had on a day, cancelled ones left out, with what their registers say. Consistent. */
  const lessonsOf = async (
    key: PupilKey,
    audienceIds: readonly string[],
    day: string,
  ): Promise<readonly CalledLesson[]> => {
    const audiences = await Promise.all(audienceIds.map((id) => audienceDay(key, id, day)));
    const slots = new Map(
      audiences.flatMap((one) => one.slots.map((slot) => [`${slot.audiences[0]?.id} ${slot.key}`, slot] as const)),
    );
    const registers = new Map(audiences.flatMap((one) => one.registers));
    return lessonsOn(
      day,
      [...slots.values()],
      audiences.flatMap(({ changes }) => changes),
    )
      .filter(({ status }) => status !== "cancelled")
      .map((lesson) => calledLesson(lesson, registers.get(lesson.lessonId), key.pupilId));
  };

  return {
    lessonsOf,
    /** The pupils ever marked at a lesson: those whose day a change of that lesson may change. */
    markedAt: async ({ schoolId, schoolYear }: School, audienceId: string, day: string, lessonId: string) => {
      const { Item } = await RegisterItem.build(GetItemCommand)
        .key({ schoolId, schoolYear, audienceId, day, lessonId })
        .options({ consistent: true })
        .send();
      const facts = Item === undefined ? [] : unpackRegister(Item.register).facts;
      return [...new Set(facts.flatMap(({ marks }) => marks.map(({ pupilId }) => pupilId)))];
    },
  };
};
