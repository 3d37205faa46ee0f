import { kernelProblems, ROLES, SchoolId } from "@preau/contract";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { capabilityList } from "../../infra/capability-list.ts";
import { everyEvent } from "../support/events.ts";
import { everyOperation, type Served } from "../support/handlers.ts";
import { aPerson } from "../support/people.ts";
import { exampleFaults, validParams } from "./examples.ts";

const COLLEGE = "0990001N";
const ELSEWHERE = "0990002P";
const SOMEONE = "per_7k2mq4x9d0abc";

const operations = capabilityList.flatMap((capability) =>
  Object.entries(capability.contract.routes).map(([operation, route]) => ({
    capability: capability.name,
    operation,
    route,
  })),
);

let served: ReadonlyMap<string, Served>;
beforeAll(async () => {
  served = new Map((await everyOperation()).map((one) => [one.operation, one]));
});

const asking = (operation: string) => {
  const found = served.get(operation);
  if (found === undefined) throw new Error(`no function serves ${operation}`);
  const route = found.capability.contract.routes[operation];
  if (route === undefined) throw new Error(`no route ${operation}`);
  const inSchool = route.path.includes("{schoolId}");
  const example = (route.body?.meta()?.examples as unknown[] | undefined)?.[0];
  const valid = { params: validParams(route, COLLEGE), ...(route.body && { body: example }) };
  return { ...found, route, inSchool, valid };
};

describe.each(operations)("$capability: $operation", ({ operation, route }) => {
  it("is under /v1 and says which problems it may answer", () => {
    expect(route.path.startsWith("/v1/")).toBe(true);
    const declared = served.get(operation)?.capability.contract.problems ?? {};
    for (const code of route.problems ?? []) expect(Object.keys({ ...kernelProblems, ...declared })).toContain(code);
  });

  it("refuses each role it does not list", async () => {
    const { ask, valid } = asking(operation);
    for (const role of ROLES.filter((one) => !route.roles.includes(one))) {
      const answer = await ask(operation, aPerson(role, COLLEGE, SOMEONE), valid);
      expect({ role, status: answer.status, code: answer.body.code }).toEqual({ role, status: 403, code: "forbidden" });
    }
  });

  it("does not exist for somebody of another school", async () => {
    const { ask, valid, inSchool } = asking(operation);
    if (!inSchool) return expect(route.path.includes("{schoolId}")).toBe(false);
    for (const role of route.roles) {
      const answer = await ask(operation, aPerson(role, ELSEWHERE, SOMEONE), valid);
      expect({ role, status: answer.status, code: answer.body.code }).toEqual({ role, status: 404, code: "not-found" });
    }
  });

  it("answers junk with 400, naming the field, and never with a stack", async () => {
    const { ask, valid } = asking(operation);
    const [role] = route.roles;
    if (role === undefined) throw new Error("a route lists at least one role");
    const caller = aPerson(role, COLLEGE, SOMEONE);
    const junk = [
      { asked: { ...valid, query: { notAField: "1" } }, field: "query.notAField" },
      ...(route.body
        ? [
            { asked: { ...valid, body: { ...(valid.body as object), notAField: 1 } }, field: "body.notAField" },
            { asked: { ...valid, body: "{" }, field: "body" },
          ]
        : [{ asked: { ...valid, body: { a: 1 } }, field: "body" }]),
      ...(route.idempotent
        ? [{ asked: { ...valid, headers: { "idempotency-key": "x" } }, field: "headers.Idempotency-Key" }]
        : []),
    ];
    for (const { asked, field } of junk) {
      const answer = await ask(operation, caller, asked);
      expect({ field, status: answer.status, code: answer.body.code }).toEqual({
        field,
        status: 400,
        code: "invalid-request",
      });
      expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
      expect(answer.text).not.toMatch(/\bat .+:\d+:\d+|node_modules/);
      expect(answer.headers["content-type"]).toContain("application/problem+json");
    }
  });

  it("refuses a body that is not JSON by its media type", async () => {
    const { ask, valid } = asking(operation);
    const [role] = route.roles;
    if (route.body === undefined || role === undefined) return expect(route.body).toBeUndefined();
    const answer = await ask(operation, aPerson(role, COLLEGE, SOMEONE), {
      ...valid,
      headers: { "content-type": "text/plain" },
    });
    return expect(answer.status).toBe(415);
  });
});

describe("the contracts as a whole", () => {
  it("have examples that their own schemas accept", () => {
    expect(capabilityList.flatMap(exampleFaults)).toEqual([]);
  });

  it("never use one operation name or one path twice", () => {
    const names = operations.map(({ operation }) => operation);
    const paths = operations.map(({ route }) => `${route.method} ${route.path}`);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it("have events whose examples are accepted, each owned by a capability that publishes it", () => {
    for (const { event } of everyEvent) {
      expect(event.schema.safeParse(event.example).success, event.name).toBe(true);
      const owner = capabilityList.find(({ name }) => name === event.owner);
      const published = Object.values(owner?.functions ?? {}).flatMap(({ publishes }) => publishes?.events ?? []);
      expect(
        published.map(({ name }) => name),
        event.name,
      ).toContain(event.name);
    }
  });
});

describe("this suite", () => {
  it("finds an example that its schema refuses", () => {
    const [capability] = capabilityList;
    if (capability === undefined) throw new Error("there is a capability");
    const wrong = z.object({ schoolId: SchoolId }).meta({ id: "Planted", examples: [{ schoolId: "not a school" }] });
    const route = {
      method: "GET",
      path: "/v1/planted",
      summary: "",
      roles: ["head"],
      priority: "standard",
      replies: { 200: wrong },
    } as const;
    expect(
      exampleFaults({ ...capability, contract: { ...capability.contract, routes: { planted: route } } }),
    ).toHaveLength(1);
  });
});
