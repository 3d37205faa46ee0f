import { parseArgs } from "node:util";
import { DEFAULT_DATA_DIR, readDemoState } from "./demo-state.ts";
import { playMorning } from "./morning.ts";

const { values } = parseArgs({ options: { data: { type: "string", default: DEFAULT_DATA_DIR } } });
const state = readDemoState(values.data);
if (state === undefined) {
  process.stderr.write(
    "No server was started here yet: run `npm start -- --date 2026-11-23T08:45` in another terminal first.\n",
  );
  process.exit(1);
}

let steps = 0;
try {
  const allWell = await playMorning(state, ({ text, status, ms, ok }) => {
    steps += 1;
    process.stdout.write(
      `${ok ? "ok  " : "FAIL"} ${String(status).padStart(3)} ${ms.toFixed(0).padStart(5)} ms  ${text}\n`,
    );
  });
  process.stdout.write(
    allWell ? `\nAll ${steps} steps are as they should be.\n` : "\nSome steps failed: see FAIL above.\n",
  );
  process.exitCode = allWell ? 0 : 1;
} catch (error) {
  const refused = (error as { cause?: { code?: string } }).cause?.code === "ECONNREFUSED";
  process.stderr.write(`${refused ? `Nobody answers at ${state.baseUrl}: run \`npm start\` first.` : String(error)}\n`);
  process.exitCode = 1;
}
