import type { Priority } from "@preau/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Admission, type Asking, openAdmission } from "./open-admission.ts";
import { type Level, NO_RULES, type Rules } from "./rules.ts";

const PRIORITIES = ["essential", "standard", "deferrable"] as const;
const NOW = 1_800_000_000;
const LATER = NOW + 600;
const at = (level: Level): Rules => ({ ...NO_RULES, levels: level === 0 ? [] : [{ level, until: LATER }] });

/** An environment on a clock moved by hand, whose dice fall in turn on every hundredth. */
const environment = () => {
  const state = { now: 0, throttles: 0, thrown: 0 };
  const random = () => ((state.thrown++ * 37) % 100) / 100;
  const admit = openAdmission({ clock: () => state.now, random, throttles: () => state.throttles });
  return { admit, state };
};

const someone = (n: number): string => `acc_${n}`;
const asks = (rest: Partial<Asking> = {}): Asking => ({
  priority: "standard",
  accountId: "acc_solene",
  schoolId: "0990001N",
  ...rest,
});

/** How many of a thousand requests are refused, each by somebody else of 20 schools. */
const refusedOfThousand = (rules: Rules, priority: Priority): number => {
  const { admit, state } = environment();
  const refused = Array.from({ length: 1_000 }, (_, n) => {
    state.now += 20;
    return admit(asks({ priority, accountId: someone(n), schoolId: `school${n % 20}` }), rules, NOW);
  });
  return refused.filter((one) => one !== undefined).length;
};

describe("a brown-out", () => {
  it.each<[Level, Record<Priority, number>]>([
    [0, { essential: 0, standard: 0, deferrable: 0 }],
    [1, { essential: 0, standard: 0, deferrable: 1_000 }],
    [2, { essential: 0, standard: 500, deferrable: 1_000 }],
    [3, { essential: 0, standard: 1_000, deferrable: 1_000 }],
  ])("of level %i refuses its share of each priority, and never what is essential", (level, expected) => {
    for (const priority of PRIORITIES) expect(refusedOfThousand(at(level), priority)).toBe(expected[priority]);
  });

  it("ends by itself at its hour", () => {
    const { admit } = environment();
    const over: Rules = { ...NO_RULES, levels: [{ level: 3, until: NOW }] };
    expect(admit(asks(), over, NOW)).toBeUndefined();
  });
});

describe("a capability turned off", () => {
  it("refuses everything of it, the essential too, until its end", () => {
    const { admit } = environment();
    const off: Rules = { ...NO_RULES, offUntil: LATER };
    for (const priority of PRIORITIES) expect(admit(asks({ priority }), off, NOW)).toEqual({ reason: "off" });
    expect(admit(asks(), off, LATER)).toBeUndefined();
  });
});

describe("the share of an account", () => {
  /** Seconds until a client asking so often of one environment is first refused. */
  const refusedAfter = (perSecond: number, rules = NO_RULES, environments = 1, seconds = 120): number | undefined => {
    const all = Array.from({ length: environments }, environment);
    for (let n = 0; n < perSecond * seconds; n += 1) {
      const one = all[n % environments];
      if (one === undefined) break;
      one.state.now = (n * 1_000) / perSecond;
      if (one.admit(asks(), rules, NOW) !== undefined) return n / perSecond;
    }
    return undefined;
  };

  it("is used up within a second by a runaway client, and within seconds when its requests are spread", () => {
    expect(refusedAfter(100)).toBeLessThan(0.5);
    expect(refusedAfter(100, NO_RULES, 10)).toBeLessThan(8);
    expect(refusedAfter(100, at(1), 20)).toBeLessThan(4);
  });

  it("is never met by somebody who reads and writes all day, a class validated at once included", () => {
    expect(refusedAfter(3)).toBeUndefined();
    expect(refusedAfter(0.9, at(1))).toBeUndefined();
    const { admit } = environment();
    expect(Array.from({ length: 35 }, () => admit(asks(), NO_RULES, NOW))).toEqual(Array(35).fill(undefined));
  });

  it("holds for the essential too, and comes back with time", () => {
    const { admit, state } = environment();
    const rollCall = asks({ priority: "essential" });
    for (let n = 0; n < 45; n += 1) admit(rollCall, NO_RULES, NOW);
    expect(admit(rollCall, NO_RULES, NOW)).toEqual({ reason: "account" });
    state.now += 2_000;
    expect(admit(rollCall, NO_RULES, NOW)).toBeUndefined();
  });
});

describe("felt pressure", () => {
  it("leaves the deferrable out for a few seconds after a throttle, without any switch, and nothing else", () => {
    const { admit, state } = environment();
    const ask = (priority: Priority) => admit(asks({ priority, accountId: someone(state.now) }), NO_RULES, NOW)?.reason;
    expect(ask("deferrable")).toBeUndefined();
    state.throttles += 1;
    expect(PRIORITIES.map(ask)).toEqual([undefined, undefined, "pressure"]);
    state.now += 1_900;
    expect(ask("deferrable")).toBe("pressure");
    state.now += 3_200;
    expect(ask("deferrable")).toBeUndefined();
  });
});

describe("the share of a school", () => {
  /** Ten seconds of people of one school among others; gives what is refused of each by reason. */
  const tenSeconds = (rules: Rules, crowd: number, schools: number, priority: Priority = "standard") => {
    const { admit, state } = environment();
    const refused = { crowd: 0, others: 0 };
    for (let n = 0; n < 600; n += 1) {
      state.now = (n * 10_000) / 600;
      const isCrowd = n % 10 < crowd;
      const schoolId = isCrowd ? "0990001N" : `school${n % (schools - 1)}`;
      const refusal = admit(asks({ priority, schoolId, accountId: someone(n) }), rules, NOW);
      if (refusal?.reason === "school") refused[isCrowd ? "crowd" : "others"] += 1;
    }
    return refused;
  };

  it("is held under pressure, at the expense of nobody else", () => {
    const { crowd, others } = tenSeconds(at(1), 8, 20);
    expect(crowd).toBeGreaterThan(300);
    expect(others).toBe(0);
  });

  it("does not matter while there is enough for everybody", () => {
    expect(tenSeconds(at(0), 8, 20)).toEqual({ crowd: 0, others: 0 });
  });

  it("lets a large lycée be four times as large as others, and says nothing where there are but three schools", () => {
    expect(tenSeconds(at(1), 2, 20)).toEqual({ crowd: 0, others: 0 });
    expect(tenSeconds(at(1), 9, 3)).toEqual({ crowd: 0, others: 0 });
  });

  it("never touches the essential", () => {
    expect(tenSeconds(at(1), 8, 20, "essential")).toEqual({ crowd: 0, others: 0 });
  });
});

describe("a runaway account", () => {
  /** Thirty seconds of 300 people of ten schools over so many environments; `runaway` asks so often beside them. Gives which were refused. */
  const play = (environments: number, rules: Rules, runaway: number, priority: Priority) => {
    const all = Array.from({ length: environments }, () => {
      const state = { now: 0 };
      return { state, admit: openAdmission({ clock: () => state.now, random: () => 0.75, throttles: () => 0 }) };
    });
    const ask = (n: number, ms: number, asking: Asking) => {
      const one = all[(n * 7) % environments];
      if (one === undefined) throw new Error("no environment");
      one.state.now = ms;
      return one.admit(asking, rules, NOW);
    };
    const refused = new Set<number>();
    let passed = 0;
    let sent = 0;
    for (let n = 0; n < 3_000; n += 1) {
      const ms = n * 10;
      const wanted = Math.floor((ms * runaway) / 1_000);
      for (; sent < wanted; sent += 1)
        if (!ask(sent, ms, asks({ accountId: "acc_runaway", schoolId: "school0", priority }))) passed += 1;
      const asking = asks({
        accountId: someone(n % 300),
        schoolId: `school${n % 10}`,
        priority: PRIORITIES[n % 3] ?? "standard",
      });
      if (ask(n, ms, asking) !== undefined) refused.add(n);
    }
    return { refused, passed };
  };

  it("makes nobody else be refused, however many environments, however fast, at any level", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom<Level>(0, 1, 2),
        fc.integer({ min: 100, max: 1_000 }),
        fc.constantFrom(...PRIORITIES),
        (environments, level, perSecond, priority) => {
          const without = play(environments, at(level), 0, priority);
          const { refused, passed } = play(environments, at(level), perSecond, priority);
          expect([...refused]).toEqual([...without.refused]);
          expect(passed).toBeLessThanOrEqual(environments * (40 + 4 * 30));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("admission knows no category of people", () => {
  /** Whether what is refused of a role depends on the role: the dice fall alike for each, so the counts must be alike. */
  const rations = (admit: (asking: Asking & { readonly role: string }, rules: Rules) => unknown): boolean =>
    ([1, 2, 3] as const).some((level) => {
      const refused = ["pupil", "guardian", "teacher", "head"].map(
        (role) =>
          Array.from({ length: 300 }, (_, n) => admit({ ...asks({ accountId: someone(n) }), role }, at(level))).filter(
            Boolean,
          ).length,
      );
      return new Set(refused).size > 1;
    });
  const fair = (): Admission => openAdmission({ clock: () => 0, random: dice(), throttles: () => 0 });
  const dice = () => {
    let thrown = 0;
    return () => (thrown++ % 10) / 10;
  };

  it("and one that asked for the role would be noticed", () => {
    const admit = fair();
    expect(rations((asking, rules) => admit(asking, rules, NOW))).toBe(false);
    const planted = fair();
    const pupilsFirst = (asking: Asking & { readonly role: string }, rules: Rules) =>
      asking.role === "pupil" && rules.levels.length > 0 ? { reason: "level" } : planted(asking, rules, NOW);
    expect(rations(pupilsFirst)).toBe(true);
  });
});
