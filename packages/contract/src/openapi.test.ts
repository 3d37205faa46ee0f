import { describe, expect, it } from "vitest";
import * as z from "zod";
import { contract } from "./capability.ts";
import { SchoolId } from "./ids.ts";
import { toOpenApi } from "./openapi.ts";
import { page, pageQuery } from "./page.ts";
import { route } from "./route.ts";

const Bell = z
  .object({ schoolId: SchoolId, rings: z.int() })
  .meta({ id: "Bell", description: "A bell", examples: [{ schoolId: "0990001N", rings: 1 }] });

const bells = contract({
  name: "bells",
  title: "Bells",
  problems: { "bell-broken": { status: 409, title: "La sonnerie est en panne." } },
  routes: {
    listBells: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/bells",
      summary: "The bells of a school",
      roles: ["head"],
      priority: "deferrable",
      params: z.strictObject({ schoolId: SchoolId }),
      query: z.strictObject(pageQuery),
      replies: { 200: page(Bell) },
    }),
    ringBell: route({
      method: "POST",
      path: "/v1/schools/{schoolId}/bells",
      summary: "Rings",
      roles: ["head"],
      priority: "standard",
      params: z.strictObject({ schoolId: SchoolId }),
      body: z.strictObject({ rings: z.int().default(1) }).meta({ id: "NewBell" }),
      idempotent: true,
      replies: { 201: Bell },
      problems: ["bell-broken"],
    }),
  },
});

describe("the OpenAPI document", () => {
  const document = toOpenApi([bells], { url: "http://localhost", issuerUrl: "http://issuer" });
  const { get, post } = document.paths["/v1/schools/{schoolId}/bells"] as Record<string, ReturnType<typeof JSON.parse>>;

  it("lists each operation with its parameters, required or not", () => {
    expect(get.operationId).toBe("listBells");
    expect(get.parameters.map((one: { name: string; required: boolean }) => [one.name, one.required])).toEqual([
      ["schoolId", true],
      ["limit", false],
      ["cursor", false],
    ]);
  });

  it("names its schemas as components and leaves no local definition behind", () => {
    expect(Object.keys(document.components.schemas)).toEqual(["Bell", "NewBell", "Problem", "SchoolId"]);
    const text = JSON.stringify(document);
    expect(text).not.toContain("$defs");
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(document.components.schemas).toHaveProperty(name ?? "");
  });

  it("describes a request as it is sent: a field with a default may be left out", () => {
    expect(document.components.schemas.NewBell?.required).toBeUndefined();
  });

  it("tells every problem with its French title, and asks commands for a key", () => {
    expect(post.responses[409].description).toContain("La sonnerie est en panne.");
    expect(get.responses[409]).toBeUndefined();
    expect(post.parameters.map((one: { name: string }) => one.name)).toContain("Idempotency-Key");
  });
});
