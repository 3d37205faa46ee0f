import { randomUUID } from "node:crypto";
import { type Role, SchoolId } from "@preau/contract";
import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { serviceEnteredV1 } from "../../events/service-entered.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { aPerson } from "../../test/support/people.ts";
import { caller } from "../../test/support/request.ts";
import { openAccessStore } from "./access-store.ts";
import { partnersContract, type Service, type ServiceDeclaration } from "./contract.ts";
import { partners } from "./manifest.ts";
import { serviceEvents } from "./publish-services.ts";
import { recordEntry } from "./record-entry.ts";
import { openRegistry } from "./store.ts";
import { PRONOTE } from "./testing/pronote.ts";

const [COLLEGE, LYCEE] = ["0990001N", "0990002P"];
const operator = aPerson("operator", "territory", "per_0000000000op0");
const inCollege = (role: Role) => aPerson(role, COLLEGE, "per_7k2mq4x9d0abc");

let table: string;
let ask: ReturnType<typeof caller>;
beforeAll(async () => {
  table = await freshTable(partners);
  ask = caller((await import("./api.lambda.ts")).handler, partnersContract);
});

const host = () => `https://${randomUUID()}.example/`;

const declaration = (changes: Partial<ServiceDeclaration> = {}): ServiceDeclaration => ({
  ...PRONOTE,
  access: { ...PRONOTE.access, addresses: [host()] },
  ...changes,
});

const declare = async (changes: Partial<ServiceDeclaration> = {}): Promise<Service> => {
  const { status, body } = await ask("declareService", operator, { body: declaration(changes) });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
};

const choose = (service: Service, body: object, role: Role = "head") =>
  ask("chooseService", inCollege(role), { params: { schoolId: COLLEGE, serviceId: service.serviceId }, body });

/** The service as somebody of the school finds it. */
const seen = async (service: Service, role: Role, schoolId = COLLEGE) => {
  const { body } = await ask("listSchoolServices", aPerson(role, schoolId, "per_7k2mq4x9d0abc"), {
    params: { schoolId },
    query: { limit: "100" },
  });
  return body.items.find(({ serviceId }: Service) => serviceId === service.serviceId);
};

const BY_OIDC = {
  protocol: "oidc",
  redirectUris: ["https://manuels.example/retour"],
  signOutUris: [],
  authentication: "client_secret_basic",
  keys: [],
} as const satisfies ServiceDeclaration["access"];

describe("an operator", () => {
  it("declares a service once, however often the request is sent", async () => {
    const sent = { body: declaration(), headers: { "idempotency-key": randomUUID() } };
    const [first, second] = [await ask("declareService", operator, sent), await ask("declareService", operator, sent)];
    expect([first.status, second.status, second.body.serviceId]).toEqual([201, 201, first.body.serviceId]);
    const { body } = await ask("listServices", operator, { query: { limit: "100" } });
    expect(body.items.filter(({ serviceId }: Service) => serviceId === first.body.serviceId)).toHaveLength(1);
  });

  it("puts a service under maintenance, unless somebody changed it meanwhile", async () => {
    const { serviceId, version, hasSecret: _, ...declared } = await declare();
    const change = { params: { serviceId }, body: { ...declared, version, state: "maintenance" } };
    expect((await ask("changeService", operator, change)).body).toMatchObject({ state: "maintenance", version: 2 });
    const late = await ask("changeService", operator, change);
    expect([late.status, late.body.code, late.body.current.version]).toEqual([409, "version-conflict", 2]);
  });

  it("moves a service to another address: the former one leads nowhere", async () => {
    const { serviceId, version, hasSecret: _, ...declared } = await declare();
    const access = { ...PRONOTE.access, addresses: [host()] };
    await ask("changeService", operator, { params: { serviceId }, body: { ...declared, access, version } });
    const registry = openRegistry(openTable(table));
    const before = declared.access.protocol === "cas" ? `${declared.access.addresses[0]}` : "";
    expect(await registry.leadOf(new URL(before))).toBeUndefined();
    expect(await registry.leadOf(new URL(`${access.addresses[0]}x`))).toEqual({ serviceId, schoolIds: [] });
  });

  it.each<[string, Partial<ServiceDeclaration>, string]>([
    ["no address", { access: { ...PRONOTE.access, addresses: [] } }, "body.access.addresses"],
    [
      "an address of this machine",
      { access: { ...PRONOTE.access, addresses: ["http://127.0.0.1:8080/"] } },
      "body.access.addresses",
    ],
    ["plain http", { access: { ...PRONOTE.access, addresses: ["http://notes.example/"] } }, "body.access.addresses.0"],
    ["a joker", { access: { ...PRONOTE.access, addresses: ["https://*.example/"] } }, "body.access.addresses.0"],
    [
      "credentials",
      { access: { ...PRONOTE.access, addresses: ["https://a:b@notes.example/"] } },
      "body.access.addresses.0",
    ],
    ["an attribute that is not in the catalogue", { attributes: ["ine" as never] }, "body.attributes.0"],
    [
      "return addresses on two hosts",
      { access: { ...BY_OIDC, redirectUris: ["https://a.example/", "https://b.example/"] } },
      "body.access.redirectUris",
    ],
    [
      "no key to check a signature with",
      { access: { ...BY_OIDC, authentication: "private_key_jwt" } },
      "body.access.keys",
    ],
    ["a private key", { access: { ...BY_OIDC, keys: [{ kty: "EC", d: "secret" }] } }, "body.access.keys"],
  ])("cannot declare %s", async (_, changes, field) => {
    const { status, body } = await ask("declareService", operator, { body: declaration(changes) });
    expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
  });

  it("cannot give two services one address", async () => {
    const address = host();
    await declare({ access: { ...PRONOTE.access, addresses: [address] } });
    const again = await ask("declareService", operator, {
      body: declaration({ access: { ...PRONOTE.access, addresses: [address] } }),
    });
    expect([again.status, again.body.code]).toEqual([409, "address-taken"]);
    await declare({ access: { ...PRONOTE.access, addresses: [`${address}autre/`] } });
  });

  it("reads a secret once: what is kept is a digest, and the next one replaces it", async () => {
    const { serviceId, version } = await declare({ access: BY_OIDC });
    const given = await ask("renewSecret", operator, { params: { serviceId }, body: { version } });
    expect(given.body).toMatchObject({
      clientId: serviceId,
      clientSecret: expect.stringMatching(/^[\w-]{43}$/),
      version: 2,
    });
    const kept = await openRegistry(openTable(table)).service(serviceId);
    expect(JSON.stringify(kept)).not.toContain(given.body.clientSecret);
    const { text } = await ask("listServices", operator, { query: { limit: "100" } });
    expect(text).not.toContain(kept?.secretDigest ?? "?");
    expect((await ask("renewSecret", operator, { params: { serviceId }, body: { version } })).status).toBe(409);
    const other = await ask("renewSecret", operator, { params: { serviceId }, body: { version: 2 } });
    expect(other.body.clientSecret).not.toBe(given.body.clientSecret);
  });
});

describe("a school", () => {
  it("finds what is offered everywhere, each member what is meant for them", async () => {
    const service = await declare({ roles: ["teacher"] });
    expect(await seen(service, "teacher")).toMatchObject({ state: "open", schoolId: COLLEGE, name: PRONOTE.name });
    expect(await seen(service, "pupil")).toBeUndefined();
    expect(await seen(service, "teacher")).not.toHaveProperty("decision");
    expect(await seen(service, "head")).toMatchObject({
      decision: { version: 0, choice: "default", offered: "everywhere" },
    });
  });

  it("masks a service for its members; the school next door keeps it", async () => {
    const service = await declare({ roles: ["teacher"] });
    const answer = await choose(service, { version: 0, choice: "masked" });
    expect([answer.status, answer.body.state]).toEqual([200, "closed"]);
    expect(await seen(service, "teacher")).toBeUndefined();
    expect(await seen(service, "office")).toMatchObject({
      state: "closed",
      decision: { version: 1, choice: "masked" },
    });
    expect(await seen(service, "teacher", LYCEE)).toMatchObject({ state: "open" });
  });

  it("activates what is offered on request, and hears who decided first", async () => {
    const service = await declare({ offered: "on-request", roles: ["teacher"] });
    expect(await seen(service, "teacher")).toBeUndefined();
    await choose(service, { version: 0, choice: "activated" }, "office");
    expect(await seen(service, "teacher")).toMatchObject({ state: "open" });
    const late = await choose(service, { version: 0, choice: "masked" });
    expect([late.status, late.body.current.decision.choice]).toEqual([409, "activated"]);
  });

  it("gives its own address where each school has one, and leads its members there", async () => {
    const service = await declare({
      access: { ...PRONOTE.access, addresses: [], addressBySchool: true },
      roles: ["teacher"],
    });
    expect((await choose(service, { version: 0, choice: "activated" })).body.errors[0].field).toBe("body.address");
    const address = host();
    expect((await choose(service, { version: 0, choice: "activated", address })).body).toMatchObject({
      link: address,
      state: "open",
    });
    expect(await seen(service, "teacher")).toMatchObject({ link: address });
    expect(await openRegistry(openTable(table)).leadOf(new URL(address))).toMatchObject({ schoolIds: [COLLEGE] });
  });

  it("cannot take the host of another service, nor move what is the same for everybody", async () => {
    const address = host();
    await declare({ access: { ...PRONOTE.access, addresses: [address] } });
    const bySchool = await declare({ access: { ...PRONOTE.access, addresses: [], addressBySchool: true } });
    const taken = await choose(bySchool, { version: 0, choice: "activated", address: `${address}notes/` });
    expect([taken.status, taken.body.code]).toEqual([409, "address-taken"]);
    const common = await declare();
    const moved = await choose(common, { version: 0, choice: "activated", address: host() });
    expect(moved.body.errors[0].field).toBe("body.address");
  });

  it("knows nothing of a service reserved for another school", async () => {
    const service = await declare({ reservedFor: [SchoolId.parse(LYCEE)], roles: ["teacher"] });
    for (const role of ["teacher", "head"] as const) expect(await seen(service, role)).toBeUndefined();
    expect(await seen(service, "teacher", LYCEE)).toMatchObject({ state: "open" });
    const unknown = await ask("chooseService", inCollege("head"), {
      params: { schoolId: COLLEGE, serviceId: "srv_zzzzzzzzzzzzz" },
      body: { version: 0, choice: "activated" },
    });
    const reserved = await choose(service, { version: 0, choice: "activated", address: host() });
    expect([reserved.status, reserved.body.code]).toEqual([unknown.status, unknown.body.code]);
  });

  it("knows nothing of a service out of use", async () => {
    const service = await declare({ state: "disabled" });
    expect(await seen(service, "head")).toBeUndefined();
    expect((await choose(service, { version: 0, choice: "activated" })).status).toBe(404);
  });

  it("sees a service under maintenance as such", async () => {
    expect(await seen(await declare({ state: "maintenance", roles: ["teacher"] }), "teacher")).toMatchObject({
      state: "maintenance",
    });
  });
});

describe("what is told of people", () => {
  it("is read by them alone, the latest first, a page at a time, within half a read unit", async () => {
    const accesses = openAccessStore(openTable(table));
    const me = inCollege("guardian");
    const at = (minute: number) => `2026-11-23T07:0${minute}:00.000Z`;
    const access = {
      serviceId: "srv_7k2mq4x9d0abc" as never,
      name: "Notes",
      protocol: "cas" as const,
      attributes: [],
      schoolIds: [],
    };
    resetCapacity();
    await accesses.record(me.accountId, { ...access, at: at(1) });
    expect(readCapacity()).toMatchObject({ wru: 1, roundTrips: 1 });
    for (const minute of [3, 2]) await accesses.record(me.accountId, { ...access, at: at(minute) });
    await accesses.record("acc_somebodyelse", { ...access, at: at(4) });
    resetCapacity();
    const first = await ask("listServiceAccesses", me, { query: { limit: "2" } });
    expect(readCapacity()).toMatchObject({ rru: 0.5, roundTrips: 1 });
    expect(first.body.items.map((one: { at: string }) => one.at)).toEqual([at(3), at(2)]);
    const rest = await ask("listServiceAccesses", me, { query: { limit: "2", cursor: first.body.cursor } });
    expect(rest.body.items.map((one: { at: string }) => one.at)).toEqual([at(1)]);
  });
});

describe("a partner that somebody entered by OpenID", () => {
  it("stands in their list beside those entered by CAS, once however often it is heard of", async () => {
    const accesses = openAccessStore(openTable(table));
    const entered = serviceEnteredV1.schema.parse({ ...serviceEnteredV1.example, accountId: "acc_0000000000009" });
    await recordEntry(entered, { accesses });
    await recordEntry(entered, { accesses });
    const { items } = await accesses.of(entered.accountId, { limit: 10 });
    expect(items).toMatchObject([{ protocol: "oidc", name: entered.name, attributes: ["profile", "school"] }]);
  });
});

describe("the registry", () => {
  it("is read within 2.5 units for 25 services, and declared to in one transaction", async () => {
    const other = await freshTable(partners);
    const registry = openRegistry(openTable(other));
    const { noReply } = await import("./testing/no-reply.ts");
    const by = { changedBy: "acc_7k2mq4x9d0abc", changedAt: "2026-11-23T07:04:00.000Z" };
    for (let rank = 0; rank < 25; rank++) {
      const service = {
        ...declaration(),
        serviceId: `srv_${String(rank).padStart(13, "0")}` as never,
        version: 1,
        salt: "x".repeat(43),
      };
      resetCapacity();
      await registry.keepService(service, undefined, by, noReply(openTable(other)));
      expect(readCapacity()).toMatchObject({ wru: 6, roundTrips: 1 });
    }
    resetCapacity();
    expect((await registry.services({ limit: 25 })).items).toHaveLength(25);
    expect(readCapacity()).toMatchObject({ rru: 2.5, roundTrips: 1 });
    resetCapacity();
    await registry.choices(COLLEGE);
    expect(readCapacity()).toMatchObject({ rru: 0.5, roundTrips: 1 });
  });

  it("tells the rest of the cell of each change, with the digest of a secret and never what people are named by", async () => {
    const salt = "the-salt-of-the-service";
    const service = {
      ...PRONOTE,
      access: BY_OIDC,
      serviceId: "srv_7k2mq4x9d0abc" as never,
      version: 4,
      salt,
      secretDigest: "digest",
    };
    const events = serviceEvents({
      readService: () => service,
      readChoice: () => ({ schoolId: COLLEGE, serviceId: service.serviceId, version: 2, choice: "masked" }),
    })([
      { entity: "service", before: undefined, after: {} },
      { entity: "choice", before: undefined, after: {} },
      { entity: "service", before: {}, after: undefined },
    ]);
    expect(events.map(({ event }) => event.name)).toEqual(["service-changed.v1", "service-choice-changed.v1"]);
    expect(events[0]?.payload).toMatchObject({
      version: 4,
      protocol: "oidc",
      client: { secretDigest: "digest", redirectUris: BY_OIDC.redirectUris },
    });
    expect(JSON.stringify(events)).not.toContain(salt);
    expect(events[1]?.payload).toMatchObject({ schoolId: COLLEGE, choice: "masked", version: 2 });
  });
});
