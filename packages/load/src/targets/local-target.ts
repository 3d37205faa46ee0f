import { readDemoState } from "@preau/demo/commands/demo-state";
import type { Target } from "../generator/scenario.ts";

/**
 * The server that `npm start` runs, by what it left in its data directory. Throws, saying what to type, when none was started, when it is too old
 * to take limits, or when nobody answers.
 */
export const localTarget = async (dataDir: string): Promise<Target> => {
  const state = readDemoState(dataDir);
  if (state === undefined)
    throw new Error(
      "No server was started here yet: run `npm start` in another terminal, and wait until it says ready.",
    );
  const { baseUrl, issuerUrl, controlUrl } = state;
  try {
    await (await fetch(`${baseUrl}/openapi.json`, { method: "HEAD" })).arrayBuffer();
  } catch {
    throw new Error(
      `Nobody answers at ${baseUrl}: run \`npm start\` in another terminal, and wait until it says ready.`,
    );
  }
  if (controlUrl === undefined)
    throw new Error("The server that runs was started by an older version: stop it and run `npm start` again.");
  const accounts = state.people.map(({ login, role, schoolId }) => ({
    login,
    password: state.password,
    role,
    schoolId,
  }));
  return { baseUrl, issuerUrl, controlUrl, dataDir, accounts };
};
