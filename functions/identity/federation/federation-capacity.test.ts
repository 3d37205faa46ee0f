import { linkDigest } from "@preau/contract/derive-id";
import { readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { openPage } from "../testing/application.ts";
import type { Browser } from "../testing/browser.ts";
import { type Federation, openFederation, someone } from "../testing/federation.ts";

let federation: Federation;
let me: Browser;

const attributes = { FrEduCtRefId: ["{AAF}99|1|11"] };

beforeAll(async () => {
  federation = await openFederation();
  await federation.told([someone(1, { roles: ["pupil"], links: [linkDigest("jointure:99|11")] })]);
  me = federation.world.newBrowser();
  const { location } = await federation.arrive(me, "educonnect", { attributes });
  await me.send("GET", location);
});

const cost = async (work: () => Promise<unknown>) => {
  resetCapacity();
  await work();
  const { rru, wru } = readCapacity();
  return { rru, wru };
};

describe("each step of a federated sign-in keeps to its budget", () => {
  it("asking: 2 RRU (the sign-in, our keys) and 1 WRU", async () => {
    const page = await openPage(me);
    expect(await cost(() => me.send("GET", `${page}/educonnect`))).toEqual({ rru: 2, wru: 1 });
  });

  it("taking the answer: 2 RRU and 2 WRU", async () => {
    const { SAMLResponse, RelayState } = federation.provider.answer(
      await federation.ask(me, "educonnect"),
      federation.ourCertificate,
      { attributes },
    );
    const form = { SAMLResponse, RelayState };
    expect(await cost(() => me.send("POST", "/federation/educonnect/acs", form))).toEqual({ rru: 2, wru: 2 });
  });

  it("leading to the account: 3 RRU and 2 WRU", async () => {
    const { location } = await federation.arrive(me, "educonnect", { attributes });
    expect(await cost(() => me.send("GET", location))).toEqual({ rru: 3, wru: 2 });
  });
});
