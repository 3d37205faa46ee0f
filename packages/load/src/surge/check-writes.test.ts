import { describe, expect, it } from "vitest";
import { countRolls } from "./check-writes.ts";
import type { SubmittedRoll } from "./notebook.ts";

type Sheet = Parameters<typeof countRolls>[1];

const roll = (version: number, absent: readonly string[] = []): SubmittedRoll => ({
  schoolId: "0990001N",
  lessonId: "les_1",
  saw: version - 1,
  version,
  marks: absent.map((pupilId) => ({ pupilId, status: "absent" })),
});

const sheet = (version: number, absent: readonly string[] = []): Sheet =>
  ({
    version,
    pupils: ["nina", "tom"].map((pupilId) => ({
      pupilId,
      status: absent.includes(pupilId) ? "absent" : "present",
      exemption: null,
    })),
  }) as unknown as Sheet;

const fresh = { firstVersion: 0, unanswered: 0 };

describe("roll calls that were acknowledged", () => {
  it("are all there when the register grew by as many versions and says what the last one said", () =>
    expect(countRolls([roll(1, ["tom"]), roll(2, ["nina"])], sheet(2, ["nina"]), fresh)).toEqual({
      lost: 0,
      doubled: 0,
    }));

  it("are lost when the register did not grow as much", () =>
    expect(countRolls([roll(1), roll(2), roll(3)], sheet(2), fresh)).toEqual({ lost: 1, doubled: 0 }));

  it("are lost when two were given the same version", () =>
    expect(countRolls([roll(1), roll(1)], sheet(2), fresh)).toEqual({ lost: 1, doubled: 0 }));

  it("are lost when the register says something else than the last of them", () =>
    expect(countRolls([roll(1, ["nina"])], sheet(1), fresh)).toEqual({ lost: 1, doubled: 0 }));

  it("are there twice when the register grew by more than was sent, whoever may not have been answered", () => {
    expect(countRolls([roll(1)], sheet(2), { firstVersion: 0, unanswered: 1 })).toEqual({ lost: 0, doubled: 0 });
    expect(countRolls([roll(1)], sheet(3), { firstVersion: 0, unanswered: 1 })).toEqual({ lost: 0, doubled: 1 });
  });

  it("are counted from where the register stood when the run began", () =>
    expect(countRolls([roll(8)], sheet(8), { firstVersion: 7, unanswered: 0 })).toEqual({ lost: 0, doubled: 0 }));
});
