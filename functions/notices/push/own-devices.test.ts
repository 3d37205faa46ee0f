import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { noticesContract } from "../contract.ts";
import { notices } from "../manifest.ts";
import { reachRoutes } from "../reach-contract.ts";

const SCHOOL = "0990001N";
const { examples } = reachRoutes.keepPushSubscription.body.meta() as { examples: readonly [object] };
const [subscription] = examples;
const mother = aPerson("guardian", SCHOOL, "per_0000000000001");

let ask: ReturnType<typeof caller>;
beforeAll(async () => {
  await freshTable(notices);
  ask = caller((await import("../reach-api.lambda.ts")).handler, noticesContract);
});
const keep = (changes: object = {}, who = mother) =>
  ask("keepPushSubscription", who, { body: { ...subscription, ...changes } });
const devicesOf = async (who = mother) => (await ask("listPushSubscriptions", who)).body;

describe("a parent's telephones", () => {
  it("are told from one another, each once, and forgotten when they ask", async () => {
    const { body: first } = await keep({ endpoint: "https://push.example/one", label: "Téléphone" });
    await keep({ endpoint: "https://push.example/two", label: "Tablette" });
    await keep({ endpoint: "https://push.example/one", label: "Téléphone de Léa" });
    const { items, publicKey } = await devicesOf();
    expect(items.map(({ label }: { label: string }) => label)).toEqual(["Tablette", "Téléphone de Léa"]);
    expect(Buffer.from(publicKey, "base64url")).toHaveLength(65);
    const ended = await ask("endPushSubscription", mother, { params: { deviceId: first.deviceId } });
    expect(ended.body.items).toMatchObject([{ label: "Tablette" }]);
  });

  it("never show the address they are reached by, nor another parent's", async () => {
    const father = aPerson("guardian", SCHOOL, "per_0000000000002");
    expect((await devicesOf(father)).items).toEqual([]);
    expect((await ask("listPushSubscriptions", mother)).text).not.toContain("push.example");
  });

  it("are ten at most: the one longest unheard of gives way", async () => {
    const collector = aPerson("guardian", SCHOOL, "per_0000000000003");
    for (let number = 1; number <= 11; number += 1)
      await keep({ endpoint: `https://push.example/${number}`, label: `Appareil ${number}` }, collector);
    const labels = (await devicesOf(collector)).items.map(({ label }: { label: string }) => label);
    expect(labels).toHaveLength(10);
    expect(labels).not.toContain("Appareil 1");
  });

  it.each([
    ["no encryption", { endpoint: "http://push.example/one" }],
    ["an address of a network", { endpoint: "https://169.254.169.254/latest" }],
    ["an address in another writing", { endpoint: "https://2130706433/" }],
    ["this machine", { endpoint: "https://localhost/one" }],
    ["IPv6", { endpoint: "https://[::1]/one" }],
    ["another port", { endpoint: "https://push.example:8443/one" }],
    ["credentials", { endpoint: "https://a:b@push.example/one" }],
    [
      "a key off the curve",
      { keys: { p256dh: Buffer.alloc(65, 4).toString("base64url"), auth: "tBHItJI5svbpez7KI4CCXg" } },
    ],
    ["a key cut short", { keys: { p256dh: "BNcRdreALRFX", auth: "tBHItJI5svbpez7KI4CCXg" } }],
  ])("are not taken with %s", async (_, changes) => expect((await keep(changes)).status).toBe(400));
});

describe("what a parent prefers", () => {
  const put = (body: object) => ask("changeNoticePreferences", mother, { body });

  it("is theirs to choose, way by way", async () => {
    expect((await ask("readNoticePreferences", mother)).body).toEqual({
      attendance: ["push", "mail", "sms"],
      message: ["push", "mail"],
    });
    const chosen = { attendance: ["mail"], message: ["push"] };
    expect((await put(chosen)).body).toEqual(chosen);
    expect((await ask("readNoticePreferences", mother)).body).toEqual(chosen);
    expect((await devicesOf()).items).toHaveLength(1);
  });

  it("is never to be told nothing", async () => {
    const refused = await put({ attendance: [], message: ["push"] });
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toEqual([
      { field: "body.attendance", message: "Gardez au moins un moyen de vous prévenir." },
    ]);
  });
});

it("an account that is two persons settles both at once", async () => {
  const { memberships, ...one } = aPerson("guardian", SCHOOL, "per_0000000000004");
  const both = {
    ...one,
    memberships: [...memberships, ...aPerson("guardian", "0990002P", "per_0000000000005").memberships],
  };
  await keep({ endpoint: "https://push.example/both" }, both);
  for (const person of ["per_0000000000004", "per_0000000000005"])
    expect((await devicesOf(aPerson("guardian", SCHOOL, person))).items).toHaveLength(1);
});
