import { commit, type OpenTable, type Write } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { settingsEntity } from "./entities.ts";
import type { SchoolYear } from "./notice.ts";
import { type NoticeSettings, usualSettings } from "./settings.ts";

/** How a school tells its families. */
export const openNoticeSettingsStore = (table: OpenTable) => {
  const SettingsItem = settingsEntity(table);
  return {
    /** 0.5 RRU; the usual ones where the school has decided nothing. */
    current: async ({ schoolId, schoolYear }: SchoolYear): Promise<NoticeSettings> => {
      const { Item } = await SettingsItem.build(GetItemCommand).key({ schoolId, schoolYear }).send();
      return Item?.settings ?? usualSettings;
    },
    /** @throws LostRace when somebody else has decided meanwhile. */
    set: ({ schoolId, schoolYear }: SchoolYear, settings: NoticeSettings, remembered: Write): Promise<void> => {
      const { version } = settings;
      const first = { attr: "version" as const, exists: false as const };
      return commit(
        SettingsItem.build(PutTransaction)
          .item({ schoolId, schoolYear, version, settings })
          .options({ condition: version === 1 ? first : { attr: "version", eq: version - 1 } }),
        remembered,
      );
    },
  };
};

export type NoticeSettingsStore = ReturnType<typeof openNoticeSettingsStore>;
