import type { Role } from "@preau/contract";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followsPupil, principalOf, sharedByAll } from "./index.ts";
import { maySee, mayWriteTo, type SchoolPerson, sightOf, type VisibilityRules } from "./visibility.ts";
import { EDGE_IDS, SIGHTS, type Sight, type VisibilitySettings, visibilityEdges } from "./visibility-edges.ts";
import { isInForce, LINK_OPENINGS, type SchoolLink } from "./visibility-links.ts";

const COLLEGE = "0990001N";
const LYCEE = "0990002P";

const someone = (personId: string, roles: readonly Role[], is: Partial<SchoolPerson> = {}): SchoolPerson => ({
  schoolId: COLLEGE,
  personId,
  roles,
  audiences: is.classes ?? [],
  classes: [],
  headTeacherOf: [],
  children: [],
  ...is,
});

/** Nina and Zoé are in 6A, Paul in 6B; Nina's parents are separated. */
const people = {
  nina: someone("per_nina", ["pupil"], { classes: ["6A"], audiences: ["6A", "6GLAT"] }),
  zoe: someone("per_zoe", ["pupil"], { classes: ["6A"] }),
  paul: someone("per_paul", ["pupil"], { classes: ["6B"], audiences: ["6B", "6GLAT"] }),
  mother: someone("per_mother", ["guardian"], { classes: ["6A"], audiences: ["6A", "6GLAT"], children: ["per_nina"] }),
  father: someone("per_father", ["guardian"], { classes: ["6A"], audiences: ["6A", "6GLAT"], children: ["per_nina"] }),
  zoesMother: someone("per_zm", ["guardian"], { classes: ["6A"], children: ["per_zoe"] }),
  paulsMother: someone("per_pm", ["guardian"], { classes: ["6B"], audiences: ["6B"], children: ["per_paul"] }),
  teacher: someone("per_teacher", ["teacher"], { audiences: ["6A"] }),
  latin: someone("per_latin", ["teacher"], { audiences: ["6GLAT"] }),
  headTeacher: someone("per_pp", ["teacher"], { audiences: ["6B"], headTeacherOf: ["6A"] }),
  cpe: someone("per_cpe", ["cpe"]),
  head: someone("per_head", ["head"]),
  gone: someone("per_gone", []),
  formerGuardian: someone("per_former", ["guardian"]),
  lyceeTeacher: someone("per_lt", ["teacher"], { schoolId: LYCEE, audiences: ["2A"] }),
  lyceeMother: someone("per_lm", ["guardian"], { schoolId: LYCEE, children: ["per_x"], classes: ["2A"] }),
  lyceePupil: someone("per_x", ["pupil"], { schoolId: LYCEE, classes: ["2A"] }),
};
type Who = keyof typeof people;
const usual: VisibilityRules = { settings: {}, links: [] };
const set = (settings: VisibilitySettings): VisibilityRules => ({ settings, links: [] });
const link = (changes: Partial<SchoolLink> = {}): SchoolLink => ({
  schoolIds: [COLLEGE, LYCEE],
  opens: ["staff-to-staff"],
  acceptedAt: "2026-09-01T08:00:00Z",
  until: "2027-07-31",
  ...changes,
});

describe("who knows whom, as schools usually are", () => {
  it.each<[Who, Who, Sight]>([
    ["nina", "nina", "write"],
    ["cpe", "nina", "write"],
    ["nina", "cpe", "write"],
    ["mother", "head", "write"],
    ["head", "paulsMother", "write"],
    ["teacher", "cpe", "write"],
    ["teacher", "latin", "write"],
    ["teacher", "nina", "write"],
    ["teacher", "paul", "write"],
    ["teacher", "mother", "write"],
    ["teacher", "paulsMother", "write"],
    ["nina", "teacher", "write"],
    ["nina", "latin", "write"],
    ["zoe", "latin", "see"],
    ["nina", "zoe", "write"],
    ["nina", "paul", "none"],
    ["mother", "nina", "write"],
    ["nina", "mother", "write"],
    ["mother", "teacher", "write"],
    ["mother", "latin", "write"],
    ["mother", "headTeacher", "write"],
    ["zoesMother", "latin", "see"],
    ["paulsMother", "teacher", "see"],
    ["mother", "zoe", "none"],
    ["mother", "paul", "none"],
    ["mother", "father", "see"],
    ["father", "mother", "see"],
    ["mother", "zoesMother", "none"],
    ["nina", "zoesMother", "none"],
    ["zoesMother", "nina", "none"],
    ["formerGuardian", "nina", "none"],
    ["formerGuardian", "mother", "none"],
    ["gone", "cpe", "none"],
    ["cpe", "gone", "none"],
    ["teacher", "lyceeTeacher", "none"],
    ["head", "lyceeMother", "none"],
    ["lyceePupil", "nina", "none"],
  ])("%s and %s: %s", (a, b, expected) => {
    const { sight, because } = sightOf(people[a], people[b], usual);
    expect(sight).toBe(expected);
    expect(because.length > 0).toBe(expected !== "none");
    expect(maySee(people[a], people[b], usual)).toBe(expected !== "none");
    expect(mayWriteTo(people[a], people[b], usual)).toBe(expected === "write");
  });
});

describe("what a school decides", () => {
  it.each<[Who, Who, VisibilitySettings, Sight]>([
    ["nina", "zoe", { pupilToClassmates: "none" }, "none"],
    ["nina", "zoe", { pupilToClassmates: "see" }, "see"],
    ["nina", "paul", { pupilToPupils: "see" }, "see"],
    ["nina", "zoe", { pupilToClassmates: "none", pupilToPupils: "see" }, "see"],
    ["mother", "zoe", { guardianToClassPupils: "see" }, "see"],
    ["mother", "paul", { guardianToClassPupils: "write" }, "none"],
    ["mother", "headTeacher", { guardianToOwnTeachers: "see" }, "write"],
    ["mother", "teacher", { guardianToOwnTeachers: "see" }, "see"],
    ["zoe", "latin", { pupilToTeachers: "write" }, "write"],
    ["teacher", "paul", { teacherToPupils: "see" }, "see"],
    ["teacher", "nina", { teacherToPupils: "see" }, "write"],
    // Below the least a school may set, the least holds.
    ["nina", "teacher", { pupilToOwnTeachers: "none", pupilToTeachers: "none" }, "see"],
    ["mother", "nina", { guardianToClassPupils: "none" }, "write"],
  ])("%s and %s under %j: %s", (a, b, settings, expected) => {
    expect(sightOf(people[a], people[b], set(settings)).sight).toBe(expected);
  });

  const sight = fc.constantFrom(...SIGHTS);
  const settings = fc.record(Object.fromEntries(EDGE_IDS.map((id) => [id, sight])), { requiredKeys: [] });
  const who = fc.constantFrom(...Object.values(people));

  it("never comes between a child and their parents, nor between anybody and school life", () => {
    fc.assert(
      fc.property(settings, (decided) => {
        for (const [a, b] of [
          ["mother", "nina"],
          ["nina", "father"],
          ["nina", "cpe"],
          ["paulsMother", "head"],
        ] as const)
          expect(mayWriteTo(people[a], people[b], set(decided))).toBe(true);
      }),
    );
  });

  it("never lets two schools meet without a link, and never two families through one", () => {
    fc.assert(
      fc.property(who, who, settings, (a, b, decided) => {
        if (a.schoolId !== b.schoolId) expect(maySee(a, b, set(decided))).toBe(false);
      }),
    );
    const everything = { settings: {}, links: [link({ opens: LINK_OPENINGS })] };
    expect(maySee(people.mother, people.lyceeMother, everything)).toBe(false);
    expect(maySee(people.nina, people.lyceePupil, everything)).toBe(false);
  });

  it("opens no edge further than it says: widening one setting never narrows anybody's sight", () => {
    fc.assert(
      fc.property(who, who, settings, fc.constantFrom(...EDGE_IDS), (a, b, decided, edge) => {
        const before = SIGHTS.indexOf(sightOf(a, b, set(decided)).sight);
        const after = SIGHTS.indexOf(sightOf(a, b, set({ ...decided, [edge]: "write" })).sight);
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it("is told in French for each edge", () => {
    for (const id of EDGE_IDS) expect(visibilityEdges[id].label).toMatch(/^Les .+ (et|entre) /);
  });
});

describe("a link between two schools", () => {
  it.each<[Who, Who, SchoolLink["opens"], Sight]>([
    ["teacher", "lyceeTeacher", ["staff-to-staff"], "write"],
    ["lyceeTeacher", "cpe", ["staff-to-staff"], "write"],
    ["teacher", "lyceeMother", ["staff-to-staff"], "none"],
    ["teacher", "lyceeMother", ["staff-to-families"], "write"],
    ["lyceeMother", "teacher", ["staff-to-families"], "none"],
    ["lyceeMother", "head", ["families-to-staff"], "write"],
    ["gone", "lyceeTeacher", ["staff-to-staff", "families-to-staff"], "none"],
  ])("lets %s know %s when it opens %j: %s", (a, b, opens, expected) => {
    expect(sightOf(people[a], people[b], { settings: {}, links: [link({ opens })] }).sight).toBe(expected);
  });

  it.each<[string, Partial<SchoolLink>, string, boolean]>([
    ["accepted", {}, "2026-11-23", true],
    ["on its last day", {}, "2027-07-31", true],
    ["over", {}, "2027-08-01", false],
    ["asked for only", { acceptedAt: undefined }, "2026-11-23", false],
    ["ended", { endedAt: "2026-10-01T08:00:00Z" }, "2026-11-23", false],
  ])("that is %s is in force: %4$s", (_, changes, today, expected) => {
    expect(isInForce(link(changes), today)).toBe(expected);
  });
});

describe("following a pupil", () => {
  const as = (role: Role, personId: string, schoolId = COLLEGE) =>
    principalOf({ sub: "acc_1", memberships: `${schoolId}:${role}:${personId}` });
  const nina = { schoolId: COLLEGE, pupilId: "per_nina", audienceIds: ["6A", "6GLAT"] };
  const sectors = {
    everybodySeesAll: false,
    sectors: [
      { personId: "per_ines", audienceIds: ["6A"], pupilIds: [] },
      { personId: "per_karim", audienceIds: ["6B"], pupilIds: ["per_nina"] },
      { personId: "per_lea", audienceIds: ["5A"], pupilIds: [] },
    ],
  };
  it.each<[string, ReturnType<typeof as>, boolean, boolean]>([
    ["the CPE of the class", as("cpe", "per_ines"), true, true],
    ["the CPE named for this pupil", as("cpe", "per_karim"), true, true],
    ["the CPE of another class", as("cpe", "per_lea"), false, true],
    ["a supervisor without a sector", as("supervisor", "per_tom"), false, true],
    ["the head", as("head", "per_head"), true, true],
    ["a teacher", as("teacher", "per_ines"), false, false],
    ["a CPE of another school", as("cpe", "per_ines", LYCEE), false, false],
  ])("%s", (_, principal, inOwnSector, whenShared) => {
    expect(followsPupil(principal, sectors, nina)).toBe(inOwnSector);
    expect(followsPupil(principal, sharedByAll, nina)).toBe(whenShared);
    expect(followsPupil(principal, { ...sectors, everybodySeesAll: true }, nina)).toBe(whenShared);
  });
});
