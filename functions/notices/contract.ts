import { contract } from "@preau/contract";
import { letterRoutes, messageProblems, messageRoutes } from "./messages-contract.ts";
import { noticeRoutes, outboxRoutes } from "./notice-contract.ts";
import { reachRoutes } from "./reach-contract.ts";

export const noticesContract = contract({
  name: "notices",
  title: "What families are told",
  problems: { ...messageProblems },
  routes: { ...noticeRoutes, ...outboxRoutes, ...reachRoutes, ...messageRoutes, ...letterRoutes },
});
