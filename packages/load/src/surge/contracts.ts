import type { Priority } from "@preau/contract";
import { createClient } from "@preau/sdk";
import { attendanceContract } from "../../../../functions/attendance/contract.ts";
import { directoryContract } from "../../../../functions/directory/contract.ts";
import { disciplineContract } from "../../../../functions/discipline/contract.ts";
import { homeContract } from "../../../../functions/home/contract.ts";
import { noticesContract } from "../../../../functions/notices/contract.ts";
import { partnersContract } from "../../../../functions/partners/contract.ts";
import { timetableContract } from "../../../../functions/timetable/contract.ts";

/** What the application of a load test speaks. */
export const contracts = {
  attendance: attendanceContract,
  directory: directoryContract,
  discipline: disciplineContract,
  home: homeContract,
  notices: noticesContract,
  partners: partnersContract,
  timetable: timetableContract,
};

/** A client of all of it, for one device. */
export const clientFor = (options: Parameters<typeof createClient>[1]) => createClient(contracts, options);
export type SchoolClient = ReturnType<typeof clientFor>;

/** The renewal of a token is the issuer's, in no contract: without it everybody is out within a quarter of an hour. */
export const RENEWAL = "identity.renewToken";

/** The priority of an operation, as its contract says. Throws when no capability of a load test has it. */
export const priorityOf = (operation: string): Priority => {
  if (operation === RENEWAL) return "essential";
  const [capability = "", name = ""] = operation.split(".");
  const contract = Object.values(contracts).find((one) => one.name === capability);
  const route = Object.entries(contract?.routes ?? {}).find(([key]) => key === name)?.[1];
  if (route === undefined) throw new Error(`no contract of a load test has ${operation}`);
  return route.priority;
};
