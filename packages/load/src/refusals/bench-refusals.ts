import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startDynamodb } from "@preau/local/engines/dynamodb";
import { openSwitchboard } from "@preau/store";
import { attendance } from "../../../../functions/attendance/manifest.ts";
import { freshTable } from "../../../../test/support/fresh-table.ts";
import { createTable } from "../../../../test/support/tables.ts";
import { buildFunctions } from "../bench/build-functions.ts";
import { functionEnvironment } from "../bench/function-environment.ts";
import { showTable } from "../bench/show-table.ts";
import { type Spread, showSpread, spreadOf } from "../bench/spread.ts";
import { startArm } from "../bench/start-arm.ts";
import { attendanceScenarios } from "../scenarios/attendance.ts";
import { NOW } from "../scenarios/school.ts";
import { openRollCall, type RefusalKind, refusalKinds } from "./refusal-kinds.ts";
import { startThrottler } from "./start-throttler.ts";

/** Processor milliseconds that a refusal may take, log line included. */
const MOST_MS = 0.2;
const VOLUMES = {
  full: { batches: 20, perBatch: 200, warmUp: 2_000 },
  quick: { batches: 6, perBatch: 100, warmUp: 500 },
};
type Volume = (typeof VOLUMES)["full"];

const normal: RefusalKind = {
  name: "no refusal: readRollCall of 35",
  switches: [],
  before: [],
  status: 200,
  event: openRollCall,
};

/** Of a batch, at least so many must be answered as expected: shares come back with time, and let one through now and then. */
const AS_EXPECTED = 0.95;

/**
 * Measures one kind in a cold process of its own, brought before each batch to where it refuses; throws when answers are not those expected:
 * something else was measured then.
 */
const measure = async (
  kind: RefusalKind,
  file: string,
  env: Readonly<Record<string, string>>,
  throttler: Awaited<ReturnType<typeof startThrottler>>,
  { batches, perBatch, warmUp }: Volume,
): Promise<Spread> => {
  const arm = await startArm(file, env);
  let n = 10_000;
  const batch = async (size: number): Promise<number> => {
    throttler.throttle(kind.throttled ?? false);
    await arm.call(kind.before, "any");
    throttler.throttle(false);
    const events = Array.from({ length: size }, () => kind.event(n++));
    const { cpuMs, statuses, body } = await arm.call(events, "any");
    if ((statuses[kind.status] ?? 0) < AS_EXPECTED * size)
      throw new Error(`${kind.name}: answered ${JSON.stringify(statuses)}, at last ${body}`);
    return cpuMs / size;
  };
  try {
    for (let warmed = 0; warmed < warmUp; warmed += perBatch) await batch(perBatch);
    const samples: number[] = [];
    while (samples.length < batches) samples.push(await batch(perBatch));
    return spreadOf(samples);
  } finally {
    await arm.stop();
  }
};

/** Prints what each kind of refusal takes of the processor, beside a normal request; throws when one takes more than 0.2 ms. */
export const benchRefusals = async (quick: boolean): Promise<void> => {
  const { functions } = await buildFunctions();
  const file = functions.find(({ name }) => name === "attendance-api")?.file;
  if (file === undefined) throw new Error("attendance has no API function");
  const engine = await startDynamodb();
  const throttler = await startThrottler(engine.endpoint);
  Object.assign(process.env, functionEnvironment(engine.endpoint, "", ""));
  try {
    const table = await freshTable(attendance);
    await attendanceScenarios.fill();
    const shown: { readonly name: string; readonly spread: Spread }[] = [];
    const until = Math.floor(Date.parse(NOW) / 1_000) + 86_400;
    for (const [index, kind] of [normal, ...refusalKinds({ until })].entries()) {
      const switchboard = `switchboard${index}`;
      await createTable(new DynamoDBClient({}), switchboard, {});
      for (const one of kind.switches) await openSwitchboard(switchboard).put("ADMISSION", one);
      const env = {
        ...functionEnvironment(throttler.endpoint, table, "attendance"),
        SWITCHBOARD_TABLE: switchboard,
        ADMISSION: kind === normal ? "unmetered" : "on",
        PREAU_CLOCK_OFFSET_MS: String(Date.parse(NOW) - Date.now()),
      };
      const spread = await measure(kind, file, env, throttler, quick ? VOLUMES.quick : VOLUMES.full);
      shown.push({ name: kind.name, spread });
    }
    const rows = shown.map(({ name, spread }) => ({ refusal: name, "processor ms": showSpread(spread, 3) }));
    process.stdout.write(
      `${showTable(rows)}\nMedians (minimum–maximum) of a request; a refusal may take ${MOST_MS} ms.\n`,
    );
    const dear = shown.slice(1).filter(({ spread }) => spread.median > MOST_MS);
    if (dear.length > 0) throw new Error(`too dear: ${dear.map(({ name }) => name).join(", ")}`);
  } finally {
    await throttler.stop();
    await engine.stop();
  }
};
