import { describe, expect, it } from "vitest";
import { type SchoolPerson, sightOf } from "./visibility.ts";
import { LINK_OPENINGS, linkBetween, type SchoolLink, sightThroughLink } from "./visibility-links.ts";

const [COLLEGE, LYCEE, ECOLE] = ["0990001N", "0990002P", "0990003R"] as const;
const between = (one: string, other: string): SchoolLink => ({
  schoolIds: [one, other],
  opens: LINK_OPENINGS,
  acceptedAt: "2026-09-01",
  until: "2027-07-31",
});

describe("a link between two schools", () => {
  it("is found from either side, and says nothing of a third school", () => {
    const link = between(LYCEE, ECOLE);
    expect(linkBetween([link], LYCEE, ECOLE)).toBe(link);
    expect(linkBetween([link], ECOLE, LYCEE)).toBe(link);
    expect(linkBetween([link], COLLEGE, LYCEE)).toBeUndefined();
    expect(linkBetween([link], LYCEE, COLLEGE)).toBeUndefined();
  });

  it("between families and staff opens nothing between two teachers", () => {
    const opens = ["families-to-staff", "staff-to-families"] as const;
    expect(sightThroughLink({ opens }, ["teacher"], ["personnel"])).toBe("none");
    expect(sightThroughLink({ opens }, ["guardian"], ["teacher"])).toBe("write");
    expect(sightThroughLink({ opens }, ["personnel"], ["pupil"])).toBe("write");
  });

  it("is given as the reason where it opens something, and only there", () => {
    const person = (schoolId: string, personId: string): SchoolPerson => ({
      personId,
      schoolId,
      roles: ["teacher"],
      classes: [],
      audiences: [],
      headTeacherOf: [],
      children: [],
    });
    const rules = (links: readonly SchoolLink[]) => ({ settings: {}, links });
    const [here, there] = [person(COLLEGE, "per_here"), person(LYCEE, "per_there")];
    expect(sightOf(here, there, rules([between(COLLEGE, LYCEE)]))).toEqual({
      sight: "write",
      because: ["linked-school"],
    });
    expect(sightOf(here, there, rules([]))).toEqual({ sight: "none", because: [] });
  });
});
