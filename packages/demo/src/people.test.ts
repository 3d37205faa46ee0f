import { describe, expect, it } from "vitest";
import { type DemoPart, demoPeople } from "./people.ts";
import { inventWorld } from "./population.ts";
import { inventTimetables } from "./timetable.ts";
import { loginOf } from "./world/people-names.ts";

const world = inventWorld();
const timetables = inventTimetables(world);
const people = demoPeople(world, timetables);

function jointureOf(part: DemoPart): string {
  return people.find((person) => person.part === part)?.jointure ?? "";
}

describe("the people of the demonstration", () => {
  it("have logins of their own, in plain letters", () => {
    expect(new Set(people.map(({ login }) => login)).size).toBe(12);
    for (const { login } of people) expect(login).toMatch(/^[a-z-]+\.[a-z-]+$/);
  });

  it("share their names with nobody, so that the login is theirs whoever is imported first", () => {
    const everybody = [...world.staff, ...world.guardians, ...world.pupils].map(loginOf);
    for (const { login } of people) expect(everybody.filter((one) => one === login)).toHaveLength(1);
  });

  it("are the same each time", () => {
    expect(demoPeople(inventWorld(), inventTimetables(inventWorld()))).toEqual(people);
  });

  it("meet in one class on Monday at 08:00: its teacher, a pupil of separated parents, a child whose brother or sister is at the lycée", () => {
    const teacher = world.staff.find(({ jointure }) => jointure === jointureOf("teacher"));
    const pupil = world.pupils.find(({ jointure }) => jointure === jointureOf("pupil"));
    const code = pupil?.classes[0]?.code;
    const lesson = timetables
      .get("0990001N")
      ?.find(({ weekday, start, audiences }) => weekday === 1 && start === "08:00" && audiences[0] === code);
    expect(lesson?.teachers).toEqual([{ familyName: teacher?.familyName, givenName: teacher?.givenName }]);
    expect(pupil?.guardians.slice(0, 2)).toMatchObject([
      { jointure: jointureOf("separated-mother"), level: 1 },
      { jointure: jointureOf("separated-father"), level: 1 },
    ]);
    const [mother, father] = [jointureOf("separated-mother"), jointureOf("separated-father")].map((id) =>
      world.guardians.find(({ jointure }) => jointure === id),
    );
    expect(mother?.address).not.toEqual(father?.address);
    const siblings = world.pupils.filter(({ guardians }) =>
      guardians.some(({ jointure }) => jointure === jointureOf("parent-of-two")),
    );
    expect(siblings.map(({ structure }) => structure).sort()).toEqual(["9001", "9002"]);
    expect(siblings.map(({ classes }) => classes[0]?.code)).toContain(code);
  });

  it("include a contact who decides for no pupil", () => {
    const links = world.pupils
      .flatMap(({ guardians }) => guardians)
      .filter(({ jointure }) => jointure === jointureOf("contact"));
    expect(new Set(links.map(({ level }) => level))).toEqual(new Set([3]));
  });
});
