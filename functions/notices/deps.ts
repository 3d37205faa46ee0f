import { baseVariables, now, readEnvironment } from "@preau/runtime";
import { openTable } from "@preau/store";
import { openNoticeStore } from "./store.ts";

/** Built once per cold start. */
export const makeDeps = () => ({ now, store: openNoticeStore(openTable(readEnvironment(baseVariables).TABLE_NAME)) });
