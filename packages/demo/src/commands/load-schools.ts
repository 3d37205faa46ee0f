import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { LocalRuntime } from "@preau/local";
import { writeDelivery } from "../delivery.ts";
import { type DemoPerson, demoOperator, demoPeople } from "../people.ts";
import { inventWorld } from "../population.ts";
import { inventTimetables, writeTimetables } from "../timetable.ts";
import { clientOf } from "./client.ts";
import type { DemoState } from "./demo-state.ts";
import { importDelivery } from "./import-delivery.ts";
import { peopleOfDelivery } from "./people-of-delivery.ts";
import type { StartOptions } from "./start-options.ts";

type Account = { login: string; password: string; memberships?: readonly { schoolId: string; role: string }[] };

const setPasswords = async (runtime: LocalRuntime, accounts: readonly Account[]): Promise<void> => {
  const name = runtime.functions.find((one) => one.endsWith("-identity-setPasswords"));
  if (name === undefined) throw new Error("the assembly has no function that sets passwords");
  await runtime.invoke(name, { accounts });
};

const invented = async (dir: string) => {
  const world = inventWorld();
  const timetables = inventTimetables(world);
  const files = await writeDelivery(world, join(dir, "aaf"));
  const courses = await writeTimetables(timetables, join(dir, "edt"));
  const people: readonly DemoPerson[] = demoPeople(world, timetables);
  return { files, courses, people };
};

const delivered = async (dir: string) => {
  const names = (await readdir(dir)).filter((name) => name.endsWith(".xml"));
  const files = names.map((name) => join(dir, name));
  return { files, courses: [], people: await peopleOfDelivery(files) };
};

/**
 * Fills an empty server through its own doors: an operator imports the delivery, a head each timetable, and the demo people get
 * the password invented at this first start. Throws, with the report's words, when the delivery is refused.
 */
export const loadSchools = async (
  runtime: LocalRuntime,
  { aaf, dataDir, schoolTime }: Pick<StartOptions, "aaf" | "dataDir" | "schoolTime">,
  say: (line: string) => void,
): Promise<DemoState> => {
  const password = `preau-${randomBytes(4).toString("hex")}`;
  const server = { baseUrl: runtime.edgeUrl, issuerUrl: runtime.identityUrl, inboxUrl: runtime.inboxUrl };
  const { files, courses, people } =
    aaf === undefined ? await invented(join(dataDir, "delivery")) : await delivered(aaf);
  const operator = demoOperator.login;
  await setPasswords(runtime, [
    { login: operator, password, memberships: [{ schoolId: "territory", role: "operator" }] },
  ]);
  say(`importing ${files.length} AAF files`);
  const outcome = await importDelivery(await clientOf(server, operator, password), files);
  say(outcome.message);
  if (outcome.state !== "done") throw new Error(`the delivery was not imported (${outcome.state})`);
  await runtime.idle();
  await Promise.all([
    setPasswords(
      runtime,
      people.map(({ login }) => ({ login, password })),
    ),
    importTimetables(runtime, server, courses, password, say),
  ]);
  await runtime.idle();
  return {
    ...server,
    password,
    day: schoolTime.day,
    invented: aaf === undefined,
    imported: true,
    people: [
      { login: operator, role: demoOperator.role, part: "operator", schoolId: "" },
      ...people.map(({ login, role, part, schoolId }) => ({ login, role, part, schoolId })),
    ],
  };
};

/** Heads would do it from their desks; here one account of both schools' offices is lent for the time of the import. */
const importTimetables = async (
  runtime: LocalRuntime,
  server: Pick<DemoState, "baseUrl" | "issuerUrl">,
  courses: readonly string[],
  password: string,
  say: (line: string) => void,
): Promise<void> => {
  const files = courses.map((path) => ({ path, schoolId: /EXP_COURS_(\w+)\.xml$/.exec(path)?.[1] ?? "" }));
  if (files.length === 0) return;
  const login = "import.emplois-du-temps";
  await setPasswords(runtime, [
    { login, password, memberships: files.map(({ schoolId }) => ({ schoolId, role: "office" })) },
  ]);
  const office = await clientOf(server, login, password);
  const imports = files.map(async ({ path, schoolId }) => {
    const body = { format: "exp-cours" as const, xml: readFileSync(path, "utf8") };
    const report = await office.timetable.importTimetable({ params: { schoolId }, body });
    say(`timetable of ${schoolId}: ${report.slots.imported} lessons a week, ${report.issues.total} lines to look at`);
  });
  await Promise.all(imports);
};
