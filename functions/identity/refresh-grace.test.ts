import { describe, expect, it } from "vitest";
import { judge } from "./refresh-grace.ts";

const at = (seconds: number) => 1_000 + seconds;

describe("a refresh token already used", () => {
  it("serves two tabs for sixty seconds after its use, whatever became of its heirs, and not a second more", () => {
    const verdicts = [0, 59, 60, 61].map((seconds) => judge({ usedAt: at(0) }, true, at(seconds)));
    expect(verdicts).toEqual(["twin", "twin", "twin", "stolen"]);
  });

  it("serves the phone whose answer was lost, for as long as nobody has used what was sent", () => {
    const days = [0.001, 1, 60].map((day) => at(day * 86_400));
    expect(days.map((now) => judge({ usedAt: at(0) }, false, now))).toEqual(["retry", "retry", "retry"]);
    expect(days.map((now) => judge({ usedAt: at(0) }, true, now))).toEqual(["stolen", "stolen", "stolen"]);
  });

  it("is judged the same by a function whose clock is a little behind", () =>
    expect(judge({ usedAt: at(0) }, true, at(-3))).toBe("twin"));
});

describe("a refresh token never used", () => {
  it("serves, for as long as it lives", () => expect(judge({}, false, at(86_400 * 89))).toBe("first"));

  it("is a copy once its forebear came back: the phone that asked never received it", () =>
    expect([judge({ replaced: true }, false, at(5)), judge({ replaced: true, usedAt: at(0) }, false, at(5))]).toEqual([
      "stolen",
      "stolen",
    ]));
});
