import { randomFrom } from "@preau/demo/world/random";
import { decodeProtectedHeader } from "jose";
import { expect, it } from "vitest";
import { refresh, request, signedIn } from "../../../../functions/identity/testing/application.ts";
import { openWorld, SOLENE, type World } from "../../../../functions/identity/testing/world.ts";
import { emptyTally } from "./phone.ts";
import { liveThrough, START } from "./simulate-phones.ts";
import type { Issuer, Tokens } from "./virtual-issuer.ts";

/** The issuer itself, its table on the engine; every few requests a deployment replaces the environment that answers. */
const deployedIssuer = (world: World, clock: { at: number }): Issuer => {
  const me = world.newBrowser();
  let requests = 0;
  let published: readonly string[] = [];
  const turn = () => {
    world.clock.ahead = Math.floor(clock.at) - START;
    requests += 1;
    if (requests % 20 === 0) world.deploy();
  };
  const read = async (answer: { access_token: string; refresh_token: string }): Promise<Tokens> => {
    const { kid = "" } = decodeProtectedHeader(answer.access_token);
    if (!published.includes(kid)) {
      const { keys } = JSON.parse((await me.send("GET", "/jwks")).body);
      published = keys.map((key: { kid: string }) => key.kid);
    }
    const issuedAt = Math.floor(clock.at);
    return { refresh: answer.refresh_token, access: { key: kid, issuedAt, endsAt: issuedAt + 900 } };
  };
  return {
    signIn: async () => {
      turn();
      return read(await signedIn(me, request("preau-app", "fr.preau.app:/callback")));
    },
    refresh: async (token) => {
      turn();
      const answer = await refresh(me, token, "preau-app");
      return answer.status === 200 ? read(answer) : undefined;
    },
    accepts: ({ key, endsAt }) => clock.at < endsAt && published.includes(key),
  };
};

it("phones on the deployed issuer and its table keep their sign-in over a hundred days, deployments and a change of keys", async () => {
  const tally = emptyTally();
  for (const seed of [3, 27]) {
    const world = await openWorld();
    await world.setPasswords(SOLENE);
    const clock = { at: START };
    await liveThrough(deployedIssuer(world, clock), clock, randomFrom(seed), tally, 100);
  }
  expect(tally).toMatchObject({ signedOut: 0, refusedFresh: 0 });
  expect(Math.min(tally.lostAnswers, tally.askedAgain, tally.twoTabs)).toBeGreaterThan(0);
}, 180_000);
