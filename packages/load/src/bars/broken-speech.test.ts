import { describe, expect, it } from "vitest";
import type { Wire } from "../generator/intent.ts";
import { forgetful, inStep, insistent, rationing } from "./broken-speech.ts";

/** A wire that answers with these statuses, the last one for ever, and remembers what it was asked for and how long it waited. */
const wireTo = (...statuses: readonly number[]) => {
  const asked: string[] = [];
  const waited: number[] = [];
  const wire: Wire = {
    fetch: async (target) => {
      const status = statuses[Math.min(asked.length, statuses.length - 1)] ?? 200;
      asked.push(String(target));
      return new Response("{}", { status });
    },
    wait: async (milliseconds) => void waited.push(milliseconds),
  };
  return { wire, asked, waited };
};

const ROLL = "http://localhost/v1/schools/0990001N/roll-calls/les_1";

describe("what is broken on purpose between devices and the API", () => {
  it("sends again at once, six times, what was refused, and nothing that was served", async () => {
    const refused = wireTo(503);
    expect((await insistent(6)(refused.wire, "pupil").fetch("http://localhost/a")).status).toBe(503);
    expect([refused.asked.length, refused.waited.length]).toEqual([7, 0]);
    const served = wireTo(200);
    await insistent(6)(served.wire, "pupil").fetch("http://localhost/a");
    expect(served.asked).toHaveLength(1);
  });

  it("comes back on the same second as everybody else", async () => {
    const { wire, asked, waited } = wireTo(429, 503, 200);
    expect((await inStep(2_000)(wire, "pupil").fetch("http://localhost/a")).status).toBe(200);
    expect(asked).toHaveLength(3);
    for (const milliseconds of waited) expect(milliseconds).toBeLessThanOrEqual(2_000);
  });

  it("refuses some for what they are, and lets the others through", async () => {
    const { wire, asked } = wireTo(200);
    const speech = rationing(["pupil"], 0.4, () => 0.39);
    expect((await speech(wire, "pupil").fetch("http://localhost/a")).status).toBe(503);
    expect((await speech(wire, "teacher").fetch("http://localhost/a")).status).toBe(200);
    expect(asked).toHaveLength(1);
  });

  it("says yes to a roll call that never arrives, and to nothing else", async () => {
    const { wire, asked } = wireTo(200);
    const { fetch } = forgetful(0.2, () => 0)(wire, "teacher");
    const receipt = await fetch(ROLL, { method: "PUT", body: JSON.stringify({ version: 3, marks: [] }) });
    expect(await receipt.json()).toMatchObject({ lessonId: "les_1", version: 4 });
    expect(asked).toHaveLength(0);
    await fetch(ROLL, { method: "GET" });
    expect(asked).toEqual([ROLL]);
  });
});
