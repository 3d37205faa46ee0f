import { type Slot, unpackSlot } from "@preau/calendar";
import { type OpenTable, schoolKey } from "@preau/store";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { slotsEntity } from "../entities.ts";

/** The weekly timetable of classes and groups, as the roll calls know it. */
export const openWeekStore = (table: OpenTable) => {
  const Slots = slotsEntity(table);
  return {
    /** Every weekly slot of some classes and groups: 1 RRU each. */
    slotsOf: async (
      { schoolId, schoolYear }: { readonly schoolId: string; readonly schoolYear: number },
      audienceIds: readonly string[],
    ): Promise<readonly Slot[]> => {
      const weeks = await Promise.all(
        audienceIds.map(async (audienceId) => {
          const { Items = [] } = await table
            .build(QueryCommand)
            .entities(Slots)
            .query({
              partition: schoolKey(schoolId, schoolYear, "AUDIENCE", audienceId),
              range: { beginsWith: "DAY#" },
            })
            .options({ maxPages: 4 })
            .send();
          return Items.flatMap(({ slots }) => slots.map(unpackSlot));
        }),
      );
      return weeks.flat();
    },
  };
};

export type WeekStore = ReturnType<typeof openWeekStore>;
