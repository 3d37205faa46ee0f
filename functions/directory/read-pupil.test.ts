import { ProblemError } from "@preau/contract";
import { type Sectors, sharedByAll } from "@preau/policy";
import type { Call } from "@preau/runtime";
import { describe, expect, it } from "vitest";
import { aPerson } from "../../test/support/people.ts";
import type { directoryContract } from "./contract.ts";
import type { Person } from "./person.ts";
import { readPupil } from "./read-pupil.ts";
import type { DirectoryStore, Kept } from "./store.ts";

type PupilCall = Call<typeof directoryContract.routes.readPupil>;
const SCHOOL = "0990001N";
const PUPIL = "per_0000000000001";
const MOTHER = "per_0000000000002";
const TEACHER = "per_0000000000003";
const OTHER = "per_0000000000004";

const sixthA = { audienceId: "aud_000000000006a", code: "6A", label: "Sixième A", kind: "class" };
const people: Readonly<Record<string, object>> = {
  [PUPIL]: {
    givenName: "Nina",
    pupil: { audiences: [sixthA], guardians: [{ personId: MOTHER, level: 1, kinship: "10" }] },
  },
  [MOTHER]: { givenName: "Ada", guardian: { children: [] } },
  [TEACHER]: { givenName: "Solène", staff: { teaches: [sixthA] } },
  [OTHER]: { givenName: "Inès", staff: { teaches: [] } },
};
const findPeople: DirectoryStore["findPeople"] = async (keys) =>
  keys.flatMap(({ id, schoolId, schoolYear }) => {
    const content = schoolId === SCHOOL && schoolYear === 2026 ? people[id] : undefined;
    const base = { familyName: "X", roles: [], contact: { phones: ["the-phone"] }, school: { name: "", timeZone: "" } };
    return content === undefined
      ? []
      : [{ id, schoolId, content: { ...base, ...content } as unknown as Person } as unknown as Kept<"person">];
  });

const read = (principal: ReturnType<typeof aPerson>, pupilId = PUPIL, sectors: Sectors = sharedByAll) =>
  readPupil({ principal, params: { schoolId: SCHOOL, pupilId } } as unknown as PupilCall, {
    store: { findPeople },
    settings: { find: async () => ({ value: sectors, version: 1 }) as never },
    years: { current: async () => 2026 },
  }).then(
    ({ body }) => body,
    (error: unknown) => (error instanceof ProblemError ? error.code : error),
  );

describe("a pupil", () => {
  it.each([
    ["a CPE", aPerson("cpe", SCHOOL, OTHER)],
    ["a supervisor", aPerson("supervisor", SCHOOL, OTHER)],
    ["the head", aPerson("head", SCHOOL, OTHER)],
    ["a teacher of the class", aPerson("teacher", SCHOOL, TEACHER)],
    ["the mother", aPerson("guardian", SCHOOL, MOTHER, [PUPIL])],
  ])("is seen by %s", async (_, principal) => {
    expect(await read(principal)).toMatchObject({
      pupilId: PUPIL,
      schoolId: SCHOOL,
      givenName: "Nina",
      guardians: [{ givenName: "Ada" }],
    });
  });

  it.each([
    ["a teacher of other classes", aPerson("teacher", SCHOOL, OTHER)],
    ["a parent of another child", aPerson("guardian", SCHOOL, MOTHER, ["per_0000000000009"])],
    ["a CPE of another school", aPerson("cpe", "0990002P", OTHER)],
    ["a teacher the directory no longer knows", aPerson("teacher", SCHOOL, "per_0000000000008")],
  ])("does not exist for %s", async (_, principal) => {
    expect(await read(principal)).toBe("not-found");
  });

  it("is seen, where each follows their own, by the CPE of the class and by the head alone", async () => {
    const own = {
      everybodySeesAll: false,
      sectors: [{ personId: OTHER, audienceIds: [sixthA.audienceId], pupilIds: [] }],
    };
    expect(await read(aPerson("cpe", SCHOOL, OTHER), PUPIL, own)).toMatchObject({ pupilId: PUPIL });
    expect(await read(aPerson("head", SCHOOL, TEACHER), PUPIL, own)).toMatchObject({ pupilId: PUPIL });
    expect(await read(aPerson("cpe", SCHOOL, TEACHER), PUPIL, own)).toBe("not-found");
  });

  it("is not somebody who works there", async () => {
    expect(await read(aPerson("head", SCHOOL, OTHER), TEACHER)).toBe("not-found");
  });

  it("and the contacts of the family are for school life", async () => {
    expect(await read(aPerson("cpe", SCHOOL, OTHER))).toMatchObject({
      guardians: [{ contact: { phones: ["the-phone"] } }],
    });
    expect(JSON.stringify(await read(aPerson("teacher", SCHOOL, TEACHER)))).not.toContain("the-phone");
  });
});
