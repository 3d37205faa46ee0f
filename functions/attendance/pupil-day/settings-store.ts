import { commit, type OpenTable, plainEntity, schoolKey, type Write } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { type Settings, usualSettings } from "./settings.ts";

interface SchoolYear {
  readonly schoolId: string;
  readonly schoolYear: number;
}

const settingsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "attendance-settings",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      /** `CURRENT`, or the version that a figure was counted by. */
      place: string().key(),
      version: number(),
      settings: any().castAs<Settings>(),
    }),
    computeKey: ({ schoolId, schoolYear, place }) => ({
      pk: schoolKey(schoolId, schoolYear, "SETTINGS", "attendance"),
      sk: place,
    }),
  });

/** A school's settings: the current ones, and each version that ever was, so that an old figure can be explained. */
export const openSettingsStore = (table: OpenTable) => {
  const SettingsItem = settingsEntity(table);
  return {
    /** The settings in force: 0.5 RRU; the usual ones where the school has decided nothing. */
    current: async ({ schoolId, schoolYear }: SchoolYear): Promise<Settings> => {
      const { Item } = await SettingsItem.build(GetItemCommand).key({ schoolId, schoolYear, place: "CURRENT" }).send();
      // What was not decided when they were kept is as usual.
      return { ...usualSettings, ...Item?.settings };
    },
    /** @throws LostRace when somebody else has decided meanwhile. */
    set: ({ schoolId, schoolYear }: SchoolYear, settings: Settings, remembered: Write): Promise<void> => {
      const { version } = settings;
      const put = (place: string) =>
        SettingsItem.build(PutTransaction).item({ schoolId, schoolYear, place, version, settings });
      const first = { attr: "version" as const, exists: false as const };
      return commit(
        put("CURRENT").options({ condition: version === 1 ? first : { attr: "version", eq: version - 1 } }),
        put(`VERSION#${String(version).padStart(6, "0")}`).options({ condition: first }),
        remembered,
      );
    },
  };
};

export type SettingsStore = ReturnType<typeof openSettingsStore>;
