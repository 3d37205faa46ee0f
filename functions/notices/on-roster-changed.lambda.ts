import type { Payload } from "@preau/contract";
import { consume, on } from "@preau/runtime";
import { baseVariables, readEnvironment } from "@preau/runtime/environment";
import { openTable } from "@preau/store";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { keepGuardians } from "./keep-guardians.ts";
import { openFamiliesStore } from "./messages/families-store.ts";
import { keepFamilies } from "./messages/keep-families.ts";
import { openNoticeStore } from "./store.ts";

const makeDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return { store: openNoticeStore(table), families: openFamiliesStore(table) };
};

const keepRoster = async (
  roster: Payload<typeof rosterChangedV1>,
  deps: ReturnType<typeof makeDeps>,
): Promise<void> => {
  await keepGuardians(roster, deps);
  await keepFamilies(roster, deps);
};

export const handler = consume([on(rosterChangedV1, keepRoster)], makeDeps);
