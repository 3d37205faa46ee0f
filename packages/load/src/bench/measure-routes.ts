import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { startDynamodb } from "@preau/local/engines/dynamodb";
import { freshTable } from "../../../../test/support/fresh-table.ts";
import { createTable } from "../../../../test/support/tables.ts";
import { referenceItems } from "../scenarios/reference-school.ts";
import type { ScenarioSet } from "../scenarios/scenario.ts";
import { NOW } from "../scenarios/school.ts";
import type { Built } from "./build-functions.ts";
import { functionEnvironment } from "./function-environment.ts";
import { type Contender, type Cost, measureRoute, type Volume } from "./measure-route.ts";
import { startMeter } from "./start-meter.ts";

/** A route, and what a call of each arm costs. */
export interface RouteCosts {
  readonly capability: string;
  readonly route: string;
  readonly preau: Cost;
  readonly reference: Cost;
}

const WRITES_PER_CALL = 25;

const fillReference = async (table: string): Promise<void> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const requests = referenceItems().map((Item) => ({ PutRequest: { Item } }));
  for (let start = 0; start < requests.length; start += WRITES_PER_CALL)
    await client.send(
      new BatchWriteCommand({ RequestItems: { [table]: requests.slice(start, start + WRITES_PER_CALL) } }),
    );
};

/** Measures every route of the scenarios in both arms, against an engine of its own that it starts and stops. */
export const measureRoutes = async (
  sets: readonly ScenarioSet[],
  built: { readonly functions: readonly Built[]; readonly reference: string },
  volume: Volume,
  say: (line: string) => void,
): Promise<readonly RouteCosts[]> => {
  const engine = await startDynamodb();
  const meter = await startMeter(engine.endpoint);
  Object.assign(process.env, functionEnvironment(engine.endpoint, "", ""));
  const contender = (file: string, table: string, name: string): Contender => {
    const clock = { PREAU_CLOCK_OFFSET_MS: String(Date.parse(NOW) - Date.now()) };
    const [direct, metered] = [engine.endpoint, meter.endpoint].map((endpoint) => ({
      ...functionEnvironment(endpoint, table, name),
      ...clock,
    }));
    return { file, direct: direct ?? {}, metered: metered ?? {} };
  };
  const apiOf = (capability: string): string => {
    const found = built.functions.find(({ name }) => name === `${capability}-api`);
    if (found === undefined) throw new Error(`${capability} has no API function`);
    return found.file;
  };
  try {
    await createTable(new DynamoDBClient({}), "switchboard", {});
    const referenceTable = await freshTable({ name: "reference", table: {} });
    await fillReference(referenceTable);
    const reference = contender(built.reference, referenceTable, "reference");
    const costs: RouteCosts[] = [];
    for (const { capability, scenarios, fill } of sets) {
      const table = await freshTable(capability);
      await fill();
      const preau = contender(apiOf(capability.name), table, capability.name);
      for (const scenario of scenarios) {
        say(scenario.name);
        const [ours, theirs] = await measureRoute(capability, scenario, [preau, reference], meter, volume);
        if (ours === undefined || theirs === undefined) throw new Error("both arms are measured");
        costs.push({ capability: capability.name, route: scenario.name, preau: ours, reference: theirs });
      }
    }
    return costs;
  } finally {
    await meter.stop();
    await engine.stop();
  }
};
