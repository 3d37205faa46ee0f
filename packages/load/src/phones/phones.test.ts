import { describe, expect, it } from "vitest";
import { simulatePhones } from "./simulate-phones.ts";
import type { Fault } from "./virtual-issuer.ts";

const few = (fault?: Fault) => simulatePhones({ phones: 60, days: 90, seed: 7, ...(fault && { fault }) });

describe("phones over a term", () => {
  it("are never signed out by a lost answer, two tabs, a clock five minutes off, a new environment or a new key", async () => {
    const tally = await few();
    expect(tally).toMatchObject({ signedOut: 0, refusedFresh: 0 });
    // The play means something only if all this did happen.
    const { refreshes, lostRequests, lostAnswers, unkept, askedAgain, twoTabs } = tally;
    expect(Math.min(lostRequests, lostAnswers, askedAgain, twoTabs, unkept)).toBeGreaterThan(10);
    expect(refreshes).toBeGreaterThan(5_000);
  });
});

describe("this play", () => {
  const faults: readonly [string, Fault["records"]][] = [
    [
      "a token that comes back after its minute is always a stolen one",
      (records) => ({ ...records, anyServed: async () => true }),
    ],
    [
      "there is no grace for two tabs",
      (records) => ({
        ...records,
        find: async (token) => {
          const found = await records.find(token);
          return found?.usedAt === undefined ? found : { ...found, usedAt: found.usedAt - 61 };
        },
      }),
    ],
    [
      "an answer just sent is taken for one that was never received",
      (records) => ({
        ...records,
        spend: async (token, heir) => {
          await records.spend(token, heir);
          await records.replace(heir);
        },
      }),
    ],
    [
      "a token is forgotten once used",
      (records) => ({
        ...records,
        find: async (token) => {
          const found = await records.find(token);
          return found?.usedAt === undefined ? found : undefined;
        },
      }),
    ],
  ];
  it.each(faults)("sees phones signed out when %s", async (_, records) => {
    expect((await few(records && { records })).signedOut).toBeGreaterThan(0);
  });

  it("sees calls refused when gateways know a new key later than it begins to sign", async () => {
    expect((await few({ keysKeptFor: 72 * 3_600 })).refusedFresh).toBeGreaterThan(0);
  });
});
