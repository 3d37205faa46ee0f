import { describe, expect, it } from "vitest";
import { keepFresh } from "./kept-fresh.ts";

/** A list that changes behind our back, on a clock moved by hand; `answer` lets the loads under way end. */
const watched = () => {
  const waiting: ((outcome: string | Error) => void)[] = [];
  const clock = { now: 1_000_000 };
  const failures: unknown[] = [];
  const load = () =>
    new Promise<string>((loaded, failed) =>
      waiting.push((outcome) => (typeof outcome === "string" ? loaded(outcome) : failed(outcome))),
    );
  const kept = keepFresh(load, {
    empty: "nothing known",
    refreshAfterMs: 2_000,
    waitAfterMs: 4_000,
    onFailure: (error) => failures.push(error),
    clock: () => clock.now,
  });
  const answer = async (outcome: string | Error) => {
    for (const end of waiting.splice(0)) end(outcome);
    await kept.settled();
  };
  return { kept, clock, waiting, failures, answer };
};

const known = async () => {
  const it = watched();
  const first = it.kept.current();
  await it.answer("first");
  expect(await first).toBe("first");
  return it;
};

describe("what is watched", () => {
  it("is waited for by the first request only, and asked for once by requests that come together", async () => {
    const { kept, waiting, answer } = watched();
    const both = [kept.current(), kept.current()];
    expect(waiting).toHaveLength(1);
    await answer("first");
    expect(await Promise.all(both)).toEqual(["first", "first"]);
    expect([await kept.current(), waiting.length]).toEqual(["first", 0]);
  });

  it("is renewed beside the request that finds it a little old, which does not wait", async () => {
    const { kept, clock, waiting, answer } = await known();
    clock.now += 2_000;
    expect([await kept.current(), waiting.length]).toEqual(["first", 1]);
    await answer("second");
    expect(await kept.current()).toBe("second");
  });

  it.each([4_000, 86_400_000, -60_000])(
    "is waited for when it is too old, or when the clock jumped (%i ms)",
    async (by) => {
      const { kept, clock, answer } = await known();
      clock.now += by;
      const next = kept.current();
      await answer("second");
      expect(await next).toBe("second");
    },
  );

  it("still serves as last known when nobody answers, and then no request waits until somebody does", async () => {
    const { kept, clock, failures, waiting, answer } = await known();
    clock.now += 10_000;
    const next = kept.current();
    await answer(new Error("unreachable"));
    expect([await next, failures.length]).toEqual(["first", 1]);
    clock.now += 10_000;
    expect([await kept.current(), waiting.length]).toEqual(["first", 1]);
    await answer("second");
    expect(await kept.current()).toBe("second");
  });

  it("is taken as empty when nothing was ever known", async () => {
    const { kept, answer } = watched();
    const first = kept.current();
    await answer(new Error("unreachable"));
    expect(await first).toBe("nothing known");
  });

  it("is asked for while a cold function loads: the first request waits for that answer, or finds it", async () => {
    const { kept, waiting, answer } = watched();
    kept.prime();
    const first = kept.current();
    expect(waiting).toHaveLength(1);
    await answer("first");
    expect([await first, await kept.current(), waiting.length]).toEqual(["first", "first", 0]);
  });

  it("is asked for again by the first request when nobody answered a cold function", async () => {
    const { kept, answer } = watched();
    kept.prime();
    await answer(new Error("unreachable"));
    const first = kept.current();
    await answer("first");
    expect(await first).toBe("first");
  });
});
