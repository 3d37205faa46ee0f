import { linkDigest } from "@preau/contract/derive-id";
import { castOf, type Player } from "@preau/demo/identity-provider/cast";
import { openSamlDesk } from "@preau/demo/identity-provider/saml-desk";
import { inventWorld } from "@preau/demo/population";
import { inventTimetables } from "@preau/demo/timetable";
import { selfSignedCertificate } from "@preau/runtime/self-signed-certificate";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Browser } from "../testing/browser.ts";
import { type Federation, openFederation, someone } from "../testing/federation.ts";

const ENTITY = "http://localhost:8082/educonnect";

let federation: Federation;
let desk: ReturnType<typeof openSamlDesk>;
let cast: readonly Player[];
let me: Browser;

beforeAll(async () => {
  federation = await openFederation();
  desk = openSamlDesk(ENTITY, await selfSignedCertificate("Essai", new Date()));
  await federation.world.configureFederation({ source: "educonnect", metadata: desk.metadata() });
  federation.world.clock.ahead = 61;
  await federation.world.newBrowser().send("GET", "/federation/saml/metadata");
  federation.world.clock.ahead = 0;
  const world = inventWorld();
  cast = castOf(world, inventTimetables(world));
});

beforeEach(() => {
  me = federation.world.newBrowser();
  federation.world.clock.ahead = 61;
});

const playing = (id: string): Player => {
  const player = cast.find((one) => one.id === id && one.desk === "educonnect");
  if (player === undefined) throw new Error(`nobody plays ${id}`);
  return player;
};

describe("the local identity provider, made with another library than ours", () => {
  it("believes our signed request, and we believe its answer", async () => {
    const pupil = playing("pupil");
    const [refId = ""] = pupil.attributes.FrEduCtRefId ?? [];
    const jointure = refId.replace(/^\{AAF\}(\w+)\|1\|/, "$1|");
    await federation.told([someone(1, { roles: ["pupil"], links: [linkDigest(`jointure:${jointure}`)] })]);
    const request = await desk.read(new URL(await federation.ask(me, "educonnect")), federation.metadata);
    const SAMLResponse = await desk.answer(request, pupil, federation.metadata);
    const posted = await me.send("POST", "/federation/educonnect/acs", {
      SAMLResponse,
      RelayState: request.relayState,
    });
    expect(posted.status, posted.body).toBe(303);
    const went = await me.send("GET", posted.location);
    expect(went.location, went.body).toContain("/authorize/");
  });

  it("does not believe a request that was changed on its way", async () => {
    const url = new URL(await federation.ask(me, "educonnect"));
    url.searchParams.set("RelayState", "autre");
    await expect(desk.read(url, federation.metadata)).rejects.toThrow();
  });

  it("plays pupils, parents and staff, and a parent whom two files call alike", () => {
    expect(new Set(cast.map(({ desk: where }) => where))).toEqual(new Set(["educonnect", "agents", "franceconnect"]));
    expect(playing("parent-of-two").attributes.FrEduVecteur).toHaveLength(2);
    expect(playing("two-files").attributes.FrEduVecteur?.length).toBeGreaterThanOrEqual(2);
    expect(cast.some(({ id }) => id === "contact")).toBe(false);
    for (const { name, role } of cast) expect(`${name} ${role}`).not.toContain("undefined");
    for (const { attributes } of cast) expect(JSON.stringify(attributes)).not.toMatch(/undefined|null/);
  });
});
