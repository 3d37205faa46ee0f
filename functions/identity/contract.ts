import { contract } from "@preau/contract";

/** Identity speaks OpenID Connect on an HTTP API of its own: it adds nothing to the routes under `/v1`. */
export const identityContract = contract({
  name: "identity",
  title: "Who is calling: sign-in, tokens and the accounts behind them",
  problems: {},
  routes: {},
});
