import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Scenario } from "../generator/scenario.ts";
import { type SchoolServer, startSchool } from "../generator/testing/school-server.ts";
import { scenarios } from "../surge/scenarios.ts";
import { listScenarios } from "./list-scenarios.ts";
import { planLoad, showPlan } from "./plan-load.ts";
import { readLoadOptions } from "./read-load-options.ts";
import { runLoad } from "./run-load.ts";

const servers: SchoolServer[] = [];
afterEach(() => {
  for (const started of servers.splice(0)) started.stop();
});

const folder = (): string => mkdtempSync(join(tmpdir(), "preau-load-"));
const peopleFile = (accounts: unknown): string => {
  const file = join(folder(), "people.json");
  writeFileSync(file, JSON.stringify(accounts));
  return file;
};
const ELSEWHERE = ["--url", "https://ent.example", "--issuer", "https://id.ent.example", "--people", "people.json"];

/** Runs the command as it is typed; gives what it said. */
const typed = async (
  args: readonly string[],
  over: { readonly scenarios?: readonly Scenario[]; readonly ask?: () => Promise<string> } = {},
) => {
  const said: string[] = [];
  const terminal = { isTTY: false, write: (text: string) => said.push(text) };
  const signal = new AbortController().signal;
  const code = await runLoad(readLoadOptions(args), { scenarios, terminal, signal, ...over });
  return { code, said: said.join("") };
};

describe("the command line", () => {
  it("plays the first day of lockdown here unless told otherwise, with the limits of the stage", () => {
    expect(readLoadOptions([])).toMatchObject({
      scenario: "lockdown",
      limits: "stage",
      seed: 1,
      elsewhere: undefined,
      cap: undefined,
    });
    expect(readLoadOptions(["--quick"]).seconds).toBe(60);
  });

  it("caps what is sent elsewhere even when nobody thought of it", () => {
    expect(readLoadOptions(ELSEWHERE).cap).toEqual({ perSecond: 60, total: 30_000 });
    expect(readLoadOptions([...ELSEWHERE, "--cap", "10"]).cap).toEqual({ perSecond: 10, total: 30_000 });
  });

  it.each([
    [["--base", "many"], "--base many"],
    [["--base="], "--base"],
    [["--seed", "1.5"], "a whole number"],
    [["--faults", "fire=1"], "one of throttles"],
    [["--url", "https://ent.example"], "--people"],
    [["--people", "x.json"], "go with --url"],
    [["--url", "ftp://ent.example", "--issuer", "https://x.example", "--people", "x"], "an address"],
    [[...ELSEWHERE, "--limits", "stage"], "the server of this machine"],
    [["--escenario", "x"], "Unknown option"],
  ])("explains what is wrong with %j", (args, message) => {
    expect(() => readLoadOptions(args)).toThrow(message);
  });

  it("reads the damage to do", () => {
    expect(readLoadOptions(["--faults", "throttles=0.01,killsPerSecond=2"]).faults).toEqual({
      throttles: 0.01,
      killsPerSecond: 2,
    });
  });
});

describe("the plan", () => {
  it("is what the first day of lockdown is: five times the morning, and 10,000 intents", () => {
    const plan = planLoad(scenarios, readLoadOptions([]));
    expect(plan).toMatchObject({ base: 6, peak: 30, seconds: 425 });
    expect(plan.intents).toBeCloseTo(9_990, -2);
    expect(showPlan(plan, [])).toContain("6.0 to 30.0");
  });

  it("keeps the shape of the day when it is shortened", () => {
    const [whole, quick] = [[], ["--quick"]].map((args) => planLoad(scenarios, readLoadOptions(args)));
    expect(quick?.peak).toBe(whole?.peak);
    expect(quick?.seconds).toBeCloseTo(60);
  });

  it("that the cap has no room for is refused before anything is sent", () => {
    expect(() => planLoad(scenarios, readLoadOptions([...ELSEWHERE, "--base", "30"]))).toThrow(
      "the cap is 60 and 30000",
    );
    expect(planLoad(scenarios, readLoadOptions(ELSEWHERE)).most.perSecond).toBeLessThanOrEqual(60);
  });

  it("of a day that does not exist says which do", () => {
    expect(() => planLoad(scenarios, readLoadOptions(["--scenario", "apocalypse"]))).toThrow("lockdown");
    for (const { name } of scenarios) expect(listScenarios(scenarios)).toContain(name);
  });
});

describe("a dry run", () => {
  it("says what would be done, sends nothing and writes nothing", async () => {
    const school = await startSchool((_, response) => response.end("{}"));
    servers.push(school);
    const out = folder();
    const people = peopleFile([{ login: "ada.test", password: "x", role: "guardian", schoolId: "0990001N" }]);
    const { code, said } = await typed([
      "--dry-run",
      "--url",
      school.url,
      "--issuer",
      school.url,
      "--people",
      people,
      "--out",
      out,
    ]);
    expect(code).toBe(0);
    expect(said).toContain("nothing was sent");
    expect(said).toContain("intents in 425 s");
    expect(school.asked).toEqual([]);
    expect(readdirSync(out)).toEqual([]);
  });
});

describe("before anything is sent", () => {
  it("a newcomer who has not started a server is told how to", async () => {
    await expect(typed(["--data", folder()])).rejects.toThrow("npm start");
  });

  it("so is one whose server has stopped", async () => {
    const data = folder();
    const school = await startSchool((_, response) => response.end("{}"));
    school.stop();
    writeFileSync(
      join(data, "demo.json"),
      JSON.stringify({ baseUrl: school.url, issuerUrl: school.url, people: [], password: "x" }),
    );
    await expect(typed(["--data", data])).rejects.toThrow("Nobody answers");
  });

  it("another machine wants its name, even with --yes", async () => {
    const people = peopleFile([{ login: "ada.test", password: "x", role: "guardian", schoolId: "0990001N" }]);
    const args = ["--url", "https://ent.example", "--issuer", "https://ent.example", "--people", people, "--yes"];
    await expect(typed(args)).rejects.toThrow("ent.example was not confirmed");
    await expect(typed(args, { ask: async () => "yes" })).rejects.toThrow("nothing was sent");
  });

  it("a file of people that is something else is refused", async () => {
    const people = peopleFile({ login: "ada.test" });
    await expect(
      typed(["--url", "http://localhost:1", "--issuer", "http://localhost:1", "--people", people]),
    ).rejects.toThrow("a JSON list");
  });
});
