import { contract } from "@preau/contract";
import { activationRoutes } from "./activation-contract.ts";
import { blocksProblems, blocksRoutes } from "./blocks-contract.ts";
import { mergingProblems, mergingRoutes } from "./merging-contract.ts";
import { sessionsRoutes } from "./sessions-contract.ts";

/** Identity speaks OpenID Connect on an HTTP API of its own; under `/v1` are the accounts as people and schools manage them. */
export const identityContract = contract({
  name: "identity",
  title: "Who is calling: sign-in, tokens and the accounts behind them",
  problems: { ...blocksProblems, ...mergingProblems },
  routes: {
    ...activationRoutes,
    ...blocksRoutes,
    ...mergingRoutes,
    ...sessionsRoutes,
  },
});
