import { serve } from "@preau/runtime";
import { attendanceContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { cancelList, changeListMembers } from "./lists/change-list.ts";
import { createList } from "./lists/create-list.ts";
import { listLists, readList } from "./lists/read-list.ts";

const operations = { createList, listLists, readList, changeListMembers, cancelList };

export const handler = serve(attendanceContract, operations, makeDeps);
