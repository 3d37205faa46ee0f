import { describe, expect, it } from "vitest";
import { sceneOf } from "../histories/scene.ts";
import { askAgain } from "./ask-again.ts";
import type { DoorAnswer } from "./open-door.ts";

const scene = sceneOf(1);
const reply = { version: 1, absent: 1 };
const sent = (outcome: "done" | "refused" | "unknown") => ({
  outcome,
  command: "submitRollCall",
  who: "teacher" as const,
  key: "key-teacher-1",
  mark: "08:00",
  asked: { params: { schoolId: scene.schoolId, lessonId: scene.lessonId }, body: {} },
  reply: outcome === "done" ? reply : undefined,
});
const answers = (...all: readonly (DoorAnswer | undefined)[]) => {
  const left = [...all];
  return { call: async () => left.shift() };
};
const ok = (body: object, again: boolean): DoorAnswer => ({ statusCode: 200, body: JSON.stringify(body), again });

describe("what is sent again once nobody is killed any more", () => {
  it("is done, or refused, if nobody had answered it", async () => {
    const done = await askAgain(sent("unknown"), scene, answers(undefined, ok(reply, false)), () => 7);
    expect(done.sent).toMatchObject({ outcome: "done", reply, answeredAt: 7 });
    const conflict = { statusCode: 409, body: "{}", again: false };
    const refused = await askAgain(sent("unknown"), scene, answers(conflict), () => 7);
    expect(refused.sent.outcome).toBe("refused");
  });

  it("must be answered as the first time if it was acknowledged", async () => {
    expect((await askAgain(sent("done"), scene, answers(ok(reply, true)), () => 7)).violations).toEqual([]);
    const otherwise = [
      ok({ version: 2, absent: 1 }, true),
      ok(reply, false),
      { statusCode: 409, body: "{}", again: false },
    ];
    for (const answer of otherwise)
      expect((await askAgain(sent("done"), scene, answers(answer), () => 7)).violations).toHaveLength(1);
  });
});
