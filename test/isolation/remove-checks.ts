import { registerHooks } from "node:module";
import { capabilityList } from "../../infra/capability-list.ts";
import { checksOf, POLICY, policyFiles, withRemovableChecks } from "./checks.ts";

/**
 * Takes each check of the policy away, one at a time, and prints a line of JSON for it: the first fault the isolation matrix then sees.
 * `node test/isolation/remove-checks.ts`, with an engine's variables.
 */
declare global {
  var preauWithout: (check: string) => boolean;
}

let removed: string | undefined;
let asked = new Set<string>();
globalThis.preauWithout = (check) => {
  asked.add(check);
  return check === removed;
};

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    const file = url.startsWith(POLICY.href) ? url.slice(POLICY.href.length) : undefined;
    if (file === undefined || loaded.source === undefined) return loaded;
    return { ...loaded, source: withRemovableChecks(file, String(loaded.source), "globalThis.preauWithout") };
  },
});

const { openWorld, setClock } = await import("./world.ts");
const { isolationFaults } = await import("./matrix.ts");
const { expectations } = await import("./expectations.ts");

setClock();
let edition = 0;
const openWorlds = async () => {
  edition += 1;
  return { withNina: await openWorld(true, `with-${edition}`), without: await openWorld(false, `without-${edition}`) };
};
let worlds = await openWorlds();

const operations = capabilityList
  .flatMap(({ contract }) => Object.entries(contract.routes).map(([operation, route]) => ({ operation, route })))
  .filter(({ operation }) => operation in expectations);
const readings = operations.filter(({ route }) => route.method === "GET");
const commands = operations.filter(({ route }) => route.method !== "GET");

const firstFault = async (among: typeof operations): Promise<string | undefined> => {
  for await (const fault of isolationFaults(worlds, among)) return fault;
  return undefined;
};

/** The checks each operation asks for, every one in its place. */
const askedBy = new Map<string, ReadonlySet<string>>();
for (const one of [...readings, ...commands]) {
  asked = new Set();
  const fault = await firstFault([one]);
  if (fault !== undefined) throw new Error(`the matrix fails with every check in place: ${fault}`);
  askedBy.set(one.operation, asked);
}
worlds = await openWorlds();

const faultWithout = async (check: string): Promise<string | undefined> => {
  const concerned = (some: typeof operations) => some.filter(({ operation }) => askedBy.get(operation)?.has(check));
  removed = check;
  const seen = await firstFault(concerned(readings));
  const due = seen === undefined ? concerned(commands) : [];
  const done = await firstFault(due);
  removed = undefined;
  // What commands wrote must not be taken for a fault of the next removal.
  if (due.length > 0) worlds = await openWorlds();
  return seen ?? done;
};

for (const { file, source } of policyFiles())
  for (const { name } of checksOf(file, source)) {
    const fault = await faultWithout(name);
    process.stdout.write(`${JSON.stringify({ check: name, fault })}\n`);
  }
process.exit(0);
