import { contract, problem, route, SchoolId } from "@preau/contract";
import type { Replies } from "@preau/store";
import { expect, it } from "vitest";
import * as z from "zod";
import { aPerson } from "../../../../test/support/people.ts";
import { caller } from "../../../../test/support/request.ts";
import { serve } from "../serve.ts";

const COLLEGE = "0990001N";
const head = aPerson("head", COLLEGE, "per_7k2mq4x9d0abc");
const bells = contract({
  name: "bells",
  title: "Bells",
  problems: { "bell-broken": { status: 409, title: "La sonnerie est en panne." } },
  routes: {
    ringBell: route({
      method: "POST",
      path: "/v1/schools/{schoolId}/bell",
      summary: "",
      roles: ["head"],
      priority: "standard",
      params: z.strictObject({ schoolId: SchoolId }),
      idempotent: true,
      replies: { 200: z.object({ rings: z.int() }) },
    }),
  },
});

const refusedWhile = (find: Replies["find"]) => {
  const deps = { now: () => new Date(), replies: { find, remember: () => expect.unreachable() } as unknown as Replies };
  const ring = async (): Promise<never> => {
    throw problem("bell-broken");
  };
  return caller(
    serve(bells, { ringBell: ring }, () => deps),
    bells,
  )("ringBell", head, {
    params: { schoolId: COLLEGE },
    headers: { "idempotency-key": "abcdefgh" },
  });
};

it("a refusal is believed once the first answer was looked for and there is none", async () => {
  expect((await refusedWhile(async () => undefined)).body.code).toBe("bell-broken");
});

it.each([
  ["is throttled", "ProvisionedThroughputExceededException", 503, "temporarily-unavailable"],
  ["fails for another reason", "AccessDeniedException", 500, "internal-error"],
])(
  "a refusal is not believed while looking for the first answer %s: the sender asks again",
  async (_, name, status, code) => {
    const answer = await refusedWhile(async () => {
      throw Object.assign(new Error("no answer from the table"), { name });
    });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  },
);
