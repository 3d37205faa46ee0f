import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { school } from "../../test/school.ts";
import { rosterOf } from "../sample/oneroster-files.ts";
import { oneRosterBuilder } from "./build-objects.ts";
import type { Roster } from "./roster-model.ts";
import { writeOneRosterBundle } from "./write-bundle.ts";

const roster = rosterOf(school);

function filesOf(asked: Roster): ReadonlyMap<string, string> {
  const files = unzipSync(writeOneRosterBundle(asked, "oneroster.zip").bytes);
  return new Map(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe("a OneRoster bundle", () => {
  it("says in its manifest which files it holds, and holds them", () => {
    const files = filesOf(roster);
    const manifest = files.get("manifest.csv") ?? "";
    expect(manifest).toMatch(/^propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.2\r\n/);
    const bulk = [...manifest.matchAll(/file\.(\w+),bulk/g)].map(([, name]) => `${name}.csv`);
    expect(bulk.sort()).toEqual([...files.keys()].filter((name) => name !== "manifest.csv").sort());
    expect(manifest).toContain("file.lineItems,absent");
  });

  it("leaves status and date empty, as a bulk file must, and writes nobody who is gone", () => {
    const [nina, ...others] = roster.people;
    if (nina === undefined) throw new Error("the fixture has people");
    const users = filesOf({ ...roster, people: [{ ...nina, active: false }, ...others] }).get("users.csv") ?? "";
    expect(users).not.toContain(nina.id);
    expect(users.split("\r\n")[1]).toMatch(/^eleve-2,,,true,/);
  });

  it("never writes anything of origins", () => {
    const rows = (filesOf(roster).get("demographics.csv") ?? "").trim().split("\r\n");
    expect(rows[1]).toBe(`eleve-1,,,2015-03-14,female${",".repeat(11)}`);
  });

  it("is the same bytes each time", () => {
    expect(writeOneRosterBundle(roster, "a.zip")).toEqual(writeOneRosterBundle(roster, "a.zip"));
  });
});

describe("a OneRoster object", () => {
  const build = oneRosterBuilder("https://roster.example.org/v1p2/");
  const rostered = { id: "x 1", modifiedAt: "2026-09-02T17:00:00.000Z" };
  const enrollment = { ...rostered, personId: "p", audienceId: "a", schoolId: "s" };

  it("ends an enrolment the day after the last one, across a change of month or of clock", () => {
    const endOf = (endsOn: string) => build.enrollment({ ...enrollment, role: "student", endsOn }).endDate;
    expect([endOf("2027-02-28"), endOf("2026-10-25"), endOf("2026-12-31")]).toEqual([
      "2027-03-01",
      "2026-10-26",
      "2027-01-01",
    ]);
  });

  it("names the head teacher among teachers, and says nothing of it for pupils", () => {
    expect(build.enrollment({ ...enrollment, role: "teacher", primary: true }).primary).toBe("true");
    expect(build.enrollment({ ...enrollment, role: "teacher" }).primary).toBe("false");
    expect(build.enrollment({ ...enrollment, role: "student" })).not.toHaveProperty("primary");
  });

  it("says the year by its end, and links by addresses that can be followed", () => {
    expect(build.session(2026, rostered.modifiedAt)).toMatchObject({ schoolYear: "2027", startDate: "2026-09-01" });
    expect(build.enrollment({ ...enrollment, personId: "p/é", role: "student" }).user).toEqual({
      href: "https://roster.example.org/v1p2/users/p%2F%C3%A9",
      sourcedId: "p/é",
      type: "user",
    });
  });

  it("asks partners to delete what is no longer active", () => {
    expect(build.org({ ...rostered, uai: "0990001N", name: "A", active: false }).status).toBe("tobedeleted");
  });

  it("keeps the birth date out of the user, where partners without that right would read it", () => {
    const user = build.user({
      ...rostered,
      familyName: "A",
      givenName: "B",
      birthDate: "2015-03-14",
      sex: "F",
      roles: [],
    });
    expect(JSON.stringify(user)).not.toContain("2015");
  });
});
