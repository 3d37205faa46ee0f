import { baseVariables, now, readEnvironment } from "@preau/runtime";
import { openTable } from "@preau/store";
import { openHomeStore } from "./store.ts";

/** Built once per cold start. */
export const makeDeps = () => ({ now, store: openHomeStore(openTable(readEnvironment(baseVariables).TABLE_NAME)) });
