import { type Capability, routesOf } from "@preau/contract";
import { requestEvent } from "../../../../test/support/request.ts";
import { describeMachine } from "../bench/describe-machine.ts";
import { startEngine } from "../bench/start-engine.ts";
import { type AskedOperation, askedOperations, familyContacts, toldRosters } from "./asked-operations.ts";
import { consumersOf, runOf } from "./average.ts";
import { measureIssuer } from "./measure-issuer.ts";
import type { Measured, MeasuredOperation } from "./measured.ts";
import { type MeasuredCell, openMeasuredCell } from "./open-measured-cell.ts";

const VOLUMES = { full: { warmUp: 40, calls: 200, writes: 18 }, quick: { warmUp: 5, calls: 20, writes: 4 } };
/** What is held back to be corrected leaves within this time. */
const HELD_MS = 20 * 60_000;
const HOLDS = 3;
/** What telephones and browsers ask for. */
const COMPRESSED = { "accept-encoding": "gzip" };

interface Reply {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const functionOf = (capability: Capability, operation: string): string => {
  const name = Object.keys(capability.functions).find((one) => routesOf(capability, one).includes(operation));
  if (name === undefined) throw new Error(`nobody serves ${operation}`);
  return `${capability.name}-${name}`;
};

/** All that follows is done too: streams and queues run dry, and so does what was held back. */
const settle = async ({ cell, clock }: MeasuredCell): Promise<void> => {
  await cell.settle();
  for (let hold = 0; hold < HOLDS && cell.nextDue() !== undefined; hold += 1) {
    clock.aheadMs += HELD_MS;
    await cell.settle();
  }
};

const measureOne = async (
  world: MeasuredCell,
  capability: Capability,
  { operation, by, asked }: AskedOperation,
  { warmUp, calls, writes }: typeof VOLUMES.full,
): Promise<MeasuredOperation> => {
  const { cell, clock, wire, record } = world;
  const id = functionOf(capability, operation);
  const handler = await world.fresh(id);
  const route = capability.contract.routes[operation];
  if (route === undefined) throw new Error(`no operation ${operation}`);
  const isRead = route.method === "GET";
  let n = 0;
  const call = async (headers: Readonly<Record<string, string>> = {}): Promise<Reply> => {
    const event = requestEvent(capability.contract, operation, by, {
      ...asked(n),
      headers: { ...COMPRESSED, ...headers },
    });
    n += 1;
    const reply = (await handler(event)) as Reply;
    if ((reply.statusCode ?? 500) >= 400)
      throw new Error(`${capability.name}.${operation} was answered ${reply.statusCode}: ${reply.body}`);
    return reply;
  };
  const several = async (count: number, headers?: Readonly<Record<string, string>>): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1) await call(headers);
  };
  /** One call over a slow wire, which shows what waited for what, and all that it causes. */
  const counted = (headers?: Readonly<Record<string, string>>) =>
    record(async () => {
      wire.slow = true;
      await call(headers);
      await settle(world);
      wire.slow = false;
    });
  const start = clock.aheadMs;
  const fresh = await record(() => several(isRead ? warmUp : 2));
  if (!isRead) await settle(world);
  const before = { ...cell.tally };
  const one = await counted();
  const effects = {
    events: cell.tally.events - before.events,
    left: cell.tally.left - before.left,
    mailsAndSms: cell.tally.mailsAndSms - before.mailsAndSms,
  };
  const many = await record(async () => {
    await several(isRead ? calls : writes);
    await settle(world);
  });
  const etag = isRead ? (await call()).headers?.etag : undefined;
  // Where the answer shows the time it is never the same.
  const same = etag !== undefined && (await call({ "if-none-match": etag })).statusCode === 304;
  const known = same ? { "if-none-match": etag } : undefined;
  const unchanged = known && {
    one: await counted(known),
    many: await record(() => several(calls, known)),
  };
  clock.aheadMs = start;
  return {
    operation: `${capability.name}.${operation}`,
    function: id,
    route: `${route.method} ${route.path}`,
    priority: route.priority,
    asked: runOf(id, { fresh, one, many }),
    ...(unchanged && { unchanged: runOf(id, { fresh, ...unchanged }) }),
    caused: consumersOf(id, { fresh, one, many }),
    effects,
  };
};

/**
 * Runs every operation of the mix, bundled as deployed, on an engine of its own, and all that follows from it. Takes a minute (`quick`)
 * or some five; other work on the machine shows in the processor times, less than in elapsed ones.
 */
export const measureOperations = async (quick: boolean, say: (line: string) => void = () => {}): Promise<Measured> => {
  const machine = describeMachine();
  const engine = await startEngine();
  const world = await openMeasuredCell(engine.endpoint);
  const volume = quick ? VOLUMES.quick : VOLUMES.full;
  try {
    say("filling a school");
    for (const { capability, fill } of askedOperations) {
      process.env.TABLE_NAME = world.cell.tableOf(capability.name);
      await fill();
    }
    for (const roster of toldRosters) await world.cell.tell("roster-changed.v1", roster);
    for (const contacts of familyContacts) await world.cell.tell("contacts-changed.v1", contacts);
    await settle(world);
    world.clock.aheadMs = 0;
    const operations: MeasuredOperation[] = [];
    for (const { capability, operations: asked } of askedOperations)
      for (const one of asked) {
        say(`measuring ${capability.name}.${one.operation}`);
        operations.push(await measureOne(world, capability, one, volume));
      }
    say("measuring identity");
    operations.push(...(await measureIssuer(world, volume)));
    return { version: 1, at: new Date().toISOString(), machine, quick, operations };
  } finally {
    await world.stop();
    await engine.stop();
  }
};
