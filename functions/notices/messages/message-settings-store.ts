import { commit, type OpenTable, type Write } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { messageSettingsEntity } from "./entities.ts";
import type { SchoolYear } from "./message.ts";
import { type MessageSettings, usualMessageSettings } from "./message-settings.ts";

/** What a school writes its messages with. */
export const openMessageSettingsStore = (table: OpenTable) => {
  const SettingsItem = messageSettingsEntity(table);
  return {
    /** 0.5 RRU for 4 KB of templates; the usual ones where the school has decided nothing. */
    current: async ({ schoolId, schoolYear }: SchoolYear): Promise<MessageSettings> => {
      const { Item } = await SettingsItem.build(GetItemCommand).key({ schoolId, schoolYear }).send();
      return Item?.settings ?? usualMessageSettings;
    },
    /** @throws LostRace when somebody else has decided meanwhile. */
    set: ({ schoolId, schoolYear }: SchoolYear, settings: MessageSettings, remembered: Write): Promise<void> => {
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

export type MessageSettingsStore = ReturnType<typeof openMessageSettingsStore>;
