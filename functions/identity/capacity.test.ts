import { readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { enter, openPage, redeem, refresh, request, signedIn } from "./testing/application.ts";
import type { Browser } from "./testing/browser.ts";
import { openWorld, SOLENE, type World } from "./testing/world.ts";

let world: World;
let me: Browser;

beforeAll(async () => {
  world = await openWorld();
  await world.setPasswords(SOLENE);
  me = world.newBrowser();
  await signedIn(me);
  await me.send("GET", await openPage(me));
});

const cost = async (work: () => Promise<unknown>) => {
  resetCapacity();
  await work();
  const { rru, wru, roundTrips } = readCapacity();
  return { rru, wru, roundTrips };
};

describe("each step of a sign-in keeps to its budget", () => {
  it("asking: 1 WRU", async () => {
    expect(await cost(() => me.send("GET", request().authorize))).toEqual({ rru: 0, wru: 1, roundTrips: 1 });
  });

  it("showing the page: 1 RRU, the federations being known for a minute", async () => {
    const page = await openPage(me);
    expect(await cost(() => me.send("GET", page))).toEqual({ rru: 1, wru: 0, roundTrips: 1 });
  });

  it("checking the password: 4 RRU and 3 WRU on a device already used", async () => {
    const page = await openPage(me);
    const form = { login: SOLENE.login, password: SOLENE.password };
    expect(await cost(() => me.send("POST", page, form))).toEqual({ rru: 4, wru: 3, roundTrips: 5 });
  });

  it("going back to the application: 1.5 RRU and 5 WRU", async () => {
    const page = await openPage(me);
    const { location } = await me.send("POST", page, { login: SOLENE.login, password: SOLENE.password });
    expect(await cost(() => me.send("GET", location))).toEqual({ rru: 1.5, wru: 5, roundTrips: 6 });
  });

  it("exchanging the code: 2.5 RRU and 2 WRU", async () => {
    const asked = request();
    const code = await enter(me, asked);
    expect(await cost(() => redeem(me, asked, code))).toEqual({ rru: 2.5, wru: 2, roundTrips: 5 });
  });

  it("refreshing: 2.5 RRU and 2 WRU", async () => {
    const { refresh_token } = await signedIn(me);
    expect(await cost(() => refresh(me, refresh_token))).toEqual({ rru: 2.5, wru: 2, roundTrips: 4 });
  });
});
