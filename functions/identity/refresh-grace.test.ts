import { expect, it } from "vitest";
import { withinGrace } from "./refresh-grace.ts";

it("a refresh token may serve again for sixty seconds after its first use, and not a second more", () => {
  expect([0, 59, 60, 61].map((seconds) => withinGrace(1_000, 1_000 + seconds))).toEqual([true, true, true, false]);
});
