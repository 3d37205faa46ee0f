import type { Call } from "@preau/runtime";
import { expect, it } from "vitest";
import { aPerson } from "../../test/support/people.ts";
import type { noticesContract } from "./contract.ts";
import { listNotices } from "./list-notices.ts";
import { aNotice } from "./testing/a-notice.ts";

type ListCall = Call<typeof noticesContract.routes.listNotices>;
const SCHOOL = "0990001N";
const [NINA, ZOE, FATHER] = ["per_0000000000001", "per_0000000000002", "per_0000000000003"];

const read = async (children: readonly string[]) => {
  const asked: string[] = [];
  const noticesOf = async ({ guardianId }: { guardianId: string }) => {
    asked.push(guardianId);
    return { items: [NINA, ZOE].map((pupilId) => aNotice(guardianId, { pupilId })), cursor: undefined };
  };
  const call = { principal: aPerson("guardian", SCHOOL, FATHER, children), params: { schoolId: SCHOOL }, query: {} };
  const { body } = await listNotices(call as unknown as ListCall, {
    store: { noticesOf },
    now: () => new Date("2026-11-23T07:00:00Z"),
  });
  return { asked, pupils: body.items.map(({ pupilId }) => pupilId) };
};

it("a guardian reads what was addressed to them, of each child they answer for", async () => {
  expect(await read([NINA, ZOE])).toEqual({ asked: [FATHER], pupils: [NINA, ZOE] });
});

it("whoever no longer answers for a child no longer reads what they were told of that child", async () => {
  expect((await read([ZOE])).pupils).toEqual([ZOE]);
});
