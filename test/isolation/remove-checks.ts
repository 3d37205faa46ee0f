import { registerHooks } from "node:module";
import { capabilityList } from "../../infra/capability-list.ts";
import { checksOf, POLICY, policyFiles, withRemovableChecks } from "./checks.ts";

/**
 * Takes checks of the policy away, one at a time, and prints a line of JSON for each: the first fault the isolation matrix then sees.
 * `node test/isolation/remove-checks.ts <name> …`, or all without a name; with an engine's variables. Only routes that show something of
 * Nina to somebody are asked: the others have nothing to give away.
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
  .filter(({ operation }) => Object.keys(expectations[operation]?.sees ?? {}).length > 0);
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

const wanted = new Set(process.argv.slice(2));
const names = policyFiles().flatMap(({ file, source }) => checksOf(file, source).map(({ name }) => name));
for (const check of names.filter((name) => wanted.size === 0 || wanted.has(name)))
  process.stdout.write(`${JSON.stringify({ check, fault: await faultWithout(check) })}\n`);
process.exit(0);
