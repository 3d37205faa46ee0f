import { expect, it } from "vitest";
import { QUIET, shareAmongAccounts } from "./account-share.ts";

it("the accounts remembered are a few hundred, and those forgotten are the ones not heard of for longest", () => {
  const clock = { now: 0 };
  const accounts = shareAmongAccounts(() => clock.now);
  for (let n = 0; n < QUIET.burst; n += 1) accounts.take("acc_runaway", QUIET);
  for (let n = 0; n < 5_000; n += 1) {
    accounts.take(`acc_${n}`, QUIET);
    if (n % 400 === 0) expect(accounts.take("acc_runaway", QUIET)).toBe(false);
  }
  expect(accounts.size()).toBe(500);
});
