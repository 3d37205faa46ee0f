import { randomFrom } from "@preau/demo/world/random";
import { describe, expect, it } from "vitest";
import type { VirtualPerson } from "../people/virtual-person.ts";
import { activities } from "./activities.ts";
import { clientFor, priorityOf } from "./contracts.ts";
import { crowdOf } from "./crowd.ts";
import { openDevice } from "./device.ts";
import { essentialShare, linesOf } from "./mix.ts";
import { Notebook } from "./notebook.ts";
import { ORDINARY } from "./ordinary-mix.ts";
import { dayPlans } from "./scenarios.ts";

const total = (mix: typeof ORDINARY): number => linesOf(mix).reduce((sum, { share }) => sum + share, 0);

describe("the days that are played", () => {
  it("each share out all that is wanted, to people whose business it is", () => {
    for (const { name, mix } of dayPlans) {
      expect(total(mix), name).toBeCloseTo(1, 9);
      for (const { activity, part } of linesOf(mix))
        expect(activities[activity].parts, `${name}: ${activity}`).toContain(part);
    }
  });

  it("ask so little of the essential that ten times it fits in four times all", () => {
    expect(essentialShare(ORDINARY)).toBeLessThanOrEqual(0.3);
    for (const { name, mix, phases } of dayPlans) {
      const highest = Math.max(...phases.flatMap(({ from, to }) => [from, to]));
      expect(essentialShare(mix) * highest, name).toBeLessThanOrEqual(4);
    }
  });

  it("are continuous: a stretch begins where the one before it ended, but for a cut of the network", () => {
    for (const { name, phases } of dayPlans.filter((plan) => plan.name !== "reconnect-storm"))
      for (const [at, { from }] of phases.entries()) {
        const before = phases[at - 1];
        if (before !== undefined)
          expect(Math.abs(from - before.to), `${name}: ${before.name}`).toBeLessThanOrEqual(0.1);
      }
  });

  it("last less than ten minutes; lockdown is five times for five minutes, reached in ten seconds", () => {
    for (const { name, phases } of dayPlans)
      expect(
        phases.reduce((sum, { seconds }) => sum + seconds, 0),
        name,
      ).toBeLessThan(540);
    const lockdown = dayPlans.find(({ name }) => name === "lockdown");
    expect(lockdown?.phases.slice(1, 3)).toEqual([
      { name: "rise", seconds: 10, from: 1, to: 5 },
      { name: "surge", seconds: 300, from: 5, to: 5 },
    ]);
  });

  it("know every operation's priority from its contract", () => {
    for (const { operation } of Object.values(activities)) expect(() => priorityOf(operation)).not.toThrow();
    expect(priorityOf("attendance.submitRollCall")).toBe("essential");
  });
});

const someone = (part: VirtualPerson["part"], login: string): VirtualPerson =>
  ({ part, login, schoolId: "0990001N", me: { schools: [], children: [] } }) as unknown as VirtualPerson;

describe("a crowd", () => {
  const people = ["a", "b", "c"].flatMap((name) => [someone("pupil", `p.${name}`), someone("teacher", `t.${name}`)]);
  const client = clientFor({ baseUrl: "http://localhost:1", token: () => "" });
  const gathered = () => {
    const opened: string[] = [];
    const crowd = crowdOf({
      people,
      mix: { "open-home": { pupil: 0.5, teacher: 0.3 }, "hand-in-roll": { teacher: 0.2 } },
      surroundings: {
        day: { day: "2026-11-23", time: "08:45", lessons: new Map([["t.b", [{}]]]) as never, classes: new Map() },
        notebook: new Notebook(),
        random: randomFrom(7),
        wire: { fetch, wait: async () => {} },
      },
      open: (person) => {
        opened.push(person.login);
        return openDevice(person, client);
      },
    });
    return { crowd, opened };
  };

  it("wants things in the shares of its mix, and opens a sheet before it hands one in", () => {
    const { crowd } = gathered();
    const wanted = Array.from({ length: 4_000 }, (_, at) => crowd.next(at * 100));
    const share = (operation: string, role: string) =>
      wanted.filter((intent) => intent.operation === operation && intent.role === role).length / wanted.length;
    expect(share("home.readHome", "pupil")).toBeCloseTo(0.5, 1);
    expect(share("attendance.readRollCall", "teacher")).toBeCloseTo(0.2, 1);
    expect(share("attendance.submitRollCall", "teacher")).toBe(0);
  });

  it("gives those without a lesson no roll to call, and everybody a device before anybody a second one", () => {
    const { crowd, opened } = gathered();
    for (let at = 0; at < 60; at += 1) crowd.next(at);
    const pupils = opened.filter((login) => login.startsWith("p."));
    expect(new Set(pupils.slice(0, 3)).size).toBe(3);
    expect(opened.filter((login) => login === "t.b").length).toBeGreaterThan(1);
  });

  it("lets people think: nobody wants two things in the same second from one device", () => {
    const { crowd, opened } = gathered();
    for (let at = 0; at < 100; at += 1) crowd.next(at * 10);
    expect(opened.length).toBeGreaterThan(90);
  });
});
